package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.GuardScheduler;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A scheduler on one thread whose clock the test moves. Times are in milliseconds since its start. */
final class HandMovedClock implements GuardScheduler {
    static final long MS = 1_000_000;

    /** Far from zero, as that of {@link System#nanoTime} may be: the sum of two times is nothing like their difference. */
    static final long START = 3L << 59;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private volatile long now;

    /** How many tasks were scheduled since its start. */
    long count;

    long wallClockAhead;
    boolean sendsBlocked;
    boolean deadlinesBlocked;

    /** What scheduling throws, as if no thread could be started. */
    @Nullable
    Error refusal;

    private volatile @Nullable BooleanSupplier when;
    private Runnable action = () -> {};

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

    /** The time at which the clock stands, in milliseconds since its start. */
    long millis() {
        return now / MS;
    }

    /** What {@link #nanoTime} is at a time. */
    static long at(long millis) {
        return START + millis * MS;
    }

    /** Does something when the time is read next while a condition holds: as another thread may between two steps. */
    void atReading(BooleanSupplier condition, Runnable once) {
        action = once;
        when = condition;
    }

    private void add(long delay, Runnable task) {
        if (refusal != null) {
            throw refusal;
        }
        tasks.add(new Task(now + delay, count++, task));
    }

    @Override
    public long nanoTime() {
        BooleanSupplier condition = when;
        if (condition != null && condition.getAsBoolean()) {
            when = null;
            action.run();
        }
        return START + now;
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
        if (!deadlinesBlocked) {
            add(delayNanos, task);
        }
    }

    @Override
    public void runCallback(Runnable callback) {
        callback.run();
    }

    @Override
    public void close() {}
}
