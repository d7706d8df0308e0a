package io.github.once4j.runtime.simulation;

/** What must hold in every run of the simulation. */
enum Invariant {
    /** No two bodies of a key believe at the same time that they hold it. */
    NO_OVERLAP,

    /** Each grant of a fenced key has a greater number than the one before. */
    FENCES_GROW,

    /** A key whose call has ended is free after its time to live. */
    NO_ORPHAN,

    /** Each call and each administrative command ends in bounded time. */
    CALLS_END,

    /** A call returns as locked only if its key was held. */
    LOCKED_IS_TRUE,

    /** A call that waits is not answered as locked while its key was free for it to take. */
    WAITERS_ARE_WOKEN,

    /** A call that was cancelled before its body began never runs it. */
    CANCELLED_NEVER_RUNS,
    HELD_AT_LEAST,
    HELD_AT_MOST,

    /** A body whose key was released by force is notified. */
    FORCE_IS_REPORTED,

    /** A body begins with a lease that is held. */
    BODY_BEGINS_HELD,

    /** At the end, no guard has leases, and nothing is scheduled. */
    NOTHING_REMAINS,

    /** No exception and no stored token that the protocol does not know. */
    NOTHING_UNEXPECTED
}
