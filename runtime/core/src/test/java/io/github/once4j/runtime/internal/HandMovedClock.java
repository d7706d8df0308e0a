package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.GuardScheduler;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A scheduler on one thread whose clock the test moves. Times are in milliseconds since its start. */
final class HandMovedClock implements GuardScheduler {
    static final long MS = 1_000_000;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private volatile long now;
    private long count;
    long wallClockAhead;
    boolean sendsBlocked;

    private record Task(long at, long number, Runnable action) {}

    /** Moves the clock to a time; what is scheduled until then runs, in its order. */
    void moveTo(long millis) {
        long until = millis * MS;
        while (!tasks.isEmpty() && tasks.peek().at <= until) {
            Task next = tasks.remove();
            now = Math.max(now, next.at);
            next.action.run();
        }
        now = until;
    }

    /** Lets the time pass in which nothing runs, as if the machine were stopped. */
    void skipTo(long millis) {
        now = millis * MS;
    }

    /** How many tasks are scheduled. */
    int scheduled() {
        return tasks.size();
    }

    private void add(long delay, Runnable task) {
        tasks.add(new Task(now + delay, count++, task));
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long currentTimeMillis() {
        return now / MS + wallClockAhead;
    }

    @Override
    public void scheduleSend(long delayNanos, Runnable task) {
        if (!sendsBlocked) {
            add(delayNanos, task);
        }
    }

    @Override
    public void scheduleDeadline(long delayNanos, Runnable task) {
        add(delayNanos, task);
    }

    @Override
    public void runCallback(Runnable callback) {
        callback.run();
    }

    @Override
    public void close() {}
}
