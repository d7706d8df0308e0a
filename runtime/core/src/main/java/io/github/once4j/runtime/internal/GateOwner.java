package io.github.once4j.runtime.internal;

/** What a {@link GatedLease} needs of the engine that it belongs to. */
interface GateOwner {
    /** Releases a lease without waiting for the reply. Does nothing if it is not held. */
    void releaseWithoutWaiting(HeldLease lease);

    /** Asks the backend whether it stores the token of a lease. */
    boolean isStored(HeldLease lease);
}
