package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.internal.text.Log;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deletes rows that are not used any more: about once a minute, after a grant, since only grants add rows. A process that lives
 * for less than that does so at its first grant in one of six cases, so that rows of short jobs do not accumulate.
 */
final class Sweeper {
    private static final long PERIOD = TimeUnit.MINUTES.toNanos(1);

    /** Rows that are read at once. */
    private static final int BATCH = 500;

    private static final int MOST_BATCHES = 200;

    private final AtomicLong next =
            new AtomicLong(System.nanoTime() + ThreadLocalRandom.current().nextLong(-PERIOD / 5, PERIOD));

    /** Whether a sweep is due; then the caller is the only one that has been told so. */
    boolean isDue() {
        long due = next.get();
        long now = System.nanoTime();
        return now - due >= 0 && next.compareAndSet(due, now + PERIOD);
    }

    /** One step, and how many rows it found. */
    interface Step {
        int sweep(int atMost) throws Exception;
    }

    /** Sweeps until nothing is found. A failure ends it: the next one, here or elsewhere, will find these rows too. */
    static void sweep(Step step) {
        try {
            int batches = 1;
            while (step.sweep(BATCH) == BATCH && batches < MOST_BATCHES) {
                batches++;
            }
        } catch (Exception failed) {
            Log.log(Level.DEBUG, "Expired locks could not be deleted", failed);
        }
    }
}
