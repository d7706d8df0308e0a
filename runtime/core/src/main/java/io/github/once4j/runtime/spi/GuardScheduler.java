package io.github.once4j.runtime.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The clocks and threads of a guard. A guard has its own, on the system's clocks; a test kit or a simulation supplies another.
 * Thread-safe.
 *
 * <p>Two threads look after leases: one sends renewals and retries, the other only checks deadlines, so that a client that
 * blocks cannot delay the notice of a lost lease. Callbacks of the user run on further threads.
 */
public interface GuardScheduler extends AutoCloseable {
    /**
     * Returns the value of a monotonic clock.
     *
     * @return nanoseconds, as {@link System#nanoTime}
     */
    long nanoTime();

    /**
     * Returns the wall clock, for people and to notice that the machine was suspended.
     *
     * @return milliseconds, as {@link System#currentTimeMillis}
     */
    long currentTimeMillis();

    /**
     * Runs a task on the thread that sends renewals and retries.
     *
     * @param delayNanos the delay
     * @param task the task
     */
    void scheduleSend(long delayNanos, Runnable task);

    /**
     * Runs a task on the thread that checks deadlines.
     *
     * @param delayNanos the delay
     * @param task the task
     */
    void scheduleDeadline(long delayNanos, Runnable task);

    /**
     * Runs a callback of the user, which may block, on a thread that nothing else waits for.
     *
     * @param callback the callback
     */
    void runCallback(Runnable callback);

    /**
     * Fails a future with a {@link TimeoutException} if it does not complete in time.
     *
     * @param future the future
     * @param nanos the time
     */
    default void timeout(CompletableFuture<?> future, long nanos) {
        scheduleDeadline(nanos, () -> runCallback(() -> future.completeExceptionally(new TimeoutException())));
    }

    /**
     * Blocks the calling thread until a condition holds. An interrupt ends the wait and stays set.
     *
     * @param condition what to wait for
     * @param nanos the longest wait
     * @return whether the condition holds
     */
    default boolean await(BooleanSupplier condition, long nanos) {
        long end = nanoTime() + nanos;
        while (!condition.getAsBoolean()) {
            long rest = end - nanoTime();
            if (rest <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, Math.min(rest, 10_000_000L));
        }
        return true;
    }

    /** Ends the threads that look after leases: their tasks that were not yet run may be dropped, a later one is ignored. Callbacks
     * are still run: the results of calls that outlive their guard are completed by them. */
    @Override
    void close();
}
