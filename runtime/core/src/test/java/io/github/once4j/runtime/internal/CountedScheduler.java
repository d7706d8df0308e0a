package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.GuardScheduler;
import java.util.concurrent.atomic.AtomicInteger;

/** The time of the machine, which knows how many tasks are planned. */
final class CountedScheduler implements GuardScheduler {
    final AtomicInteger planned = new AtomicInteger();
    private final GuardScheduler time = new SystemScheduler();

    private Runnable counted(Runnable task) {
        planned.incrementAndGet();
        return () -> {
            try {
                task.run();
            } finally {
                planned.decrementAndGet();
            }
        };
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return time.currentTimeMillis();
    }

    @Override
    public void scheduleSend(long delayNanos, Runnable task) {
        time.scheduleSend(delayNanos, counted(task));
    }

    @Override
    public void scheduleDeadline(long delayNanos, Runnable task) {
        time.scheduleDeadline(delayNanos, counted(task));
    }

    @Override
    public void runCallback(Runnable task) {
        time.runCallback(counted(task));
    }

    @Override
    public void close() {
        time.close();
    }
}
