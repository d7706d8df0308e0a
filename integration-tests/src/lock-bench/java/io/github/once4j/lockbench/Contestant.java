package io.github.once4j.lockbench;

import java.util.concurrent.CompletionStage;

/** One way to lock on a server. Thread-safe. Keys are {@code job-} and an id in all of them, leases of equal length. */
interface Contestant extends AutoCloseable {
    /** What a call answers whose key is held. */
    int LOCKED = -1;

    /** The lease of every lock, 30 seconds where a JVM is not started with another one. */
    long LEASE_MILLIS = Long.getLong(HeldLeases.LEASE, 30_000);

    /**
     * Tries to get a key, runs {@link #body} and gives the key back.
     *
     * @return what the body answered, or {@link #LOCKED}
     */
    int call(String id) throws Exception;

    /** The same without a thread that waits. */
    default CompletionStage<Integer> callAsync(String id) {
        throw new UnsupportedOperationException("has no async call");
    }

    /** Takes a key and keeps it, renewed in the contestant's own way, until the contestant is closed. */
    void hold(String id) throws Exception;

    @Override
    void close();

    /** A body so small that only the guard is seen. */
    static int body(String id) {
        return id.length();
    }
}
