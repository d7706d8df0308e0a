package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until it is moved: what is due then runs on the thread that moves it, in its order. */
final class ManualTime implements Time {
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
    public void send(long delayNanos, Runnable task) {
        add(delayNanos, task);
    }

    @Override
    public void watch(long delayNanos, Runnable task) {
        add(delayNanos, task);
    }

    /** At once; but when the clock is being moved, after what is under way there. */
    @Override
    public void notice(Runnable task) {
        if (moving.get()) {
            add(0, task);
        } else {
            task.run();
        }
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }

    private record Task(long at, long number, Runnable action) {}
}
