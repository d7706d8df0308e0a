package io.github.once4j.runtime;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * The pool of a guard whose user gave none. A pool that hands tasks over wakes a thread for each, which cost more than the
 * call itself (1,024 calls in flight on two cores: 31 µs of processor time for one instead of 16); in this one the threads
 * that are awake take what is queued, and others come when those block.
 */
final class Workers implements ForkJoinWorkerThreadFactory {
    /** So many bodies may block at once before others wait for them. */
    private static final int MOST = 64;

    /** A thread that waits for a future in the pool is replaced meanwhile; there is an end to that too. */
    private static final int MOST_WITH_WAITING = 128 * MOST;

    static ExecutorService pool() {
        return new ForkJoinPool(MOST, new Workers(), null, true, 0, MOST_WITH_WAITING, 1, null, 60, TimeUnit.SECONDS);
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        var worker = new ForkJoinWorkerThread(pool) {}; // a daemon, as all of its kind
        worker.setName("once4j-worker");
        return worker;
    }
}
