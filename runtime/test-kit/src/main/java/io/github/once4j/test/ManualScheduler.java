package io.github.once4j.test;

import io.github.once4j.runtime.spi.GuardScheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until it is moved: what is due then runs on the thread that moves it, in its order. */
final class ManualScheduler implements GuardScheduler {
    private static final long START_MILLIS = 1_800_000_000_000L; // in 2027: any time that is not now

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private final ThreadLocal<Boolean> moving = ThreadLocal.withInitial(() -> false);
    private volatile long now;
    private long count;

    /** Moves the clock, from one task that is due to the next. One thread at a time. */
    void advance(Duration by) {
        long until = now + by.toNanos();
        moving.set(true);
        try {
            for (Task next = next(until); next != null; next = next(until)) {
                now = Math.max(now, next.at);
                next.action.run();
            }
            now = until;
        } finally {
            moving.remove();
        }
    }

    private synchronized @Nullable Task next(long until) {
        Task first = tasks.peek();
        return first == null || first.at > until ? null : tasks.poll();
    }

    private synchronized void add(long delayNanos, Runnable action) {
        tasks.add(new Task(now + delayNanos, count++, action));
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long currentTimeMillis() {
        return START_MILLIS + Duration.ofNanos(now).toMillis();
    }

    @Override
    public void scheduleSend(long delayNanos, Runnable task) {
        add(delayNanos, task);
    }

    @Override
    public void scheduleDeadline(long delayNanos, Runnable task) {
        add(delayNanos, task);
    }

    /** Runs at once; while the clock is being moved, after what is under way there. */
    @Override
    public void runCallback(Runnable callback) {
        if (moving.get()) {
            add(0, callback);
        } else {
            callback.run();
        }
    }

    /** Waits on this clock, which takes no time. */
    @Override
    public boolean await(BooleanSupplier condition, long nanos) {
        if (!condition.getAsBoolean()) {
            advance(Duration.ofNanos(nanos));
        }
        return condition.getAsBoolean();
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }

    private record Task(long at, long number, Runnable action) {}
}
