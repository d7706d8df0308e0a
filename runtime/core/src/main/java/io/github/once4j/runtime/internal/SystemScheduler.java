package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.GuardScheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The scheduler on the system's clocks. Its threads start with the first task, and end after 5 seconds without one. */
final class SystemScheduler implements GuardScheduler {
    /** Several, since a callback may block or never return; bounded, since many leases may be lost at once. */
    private static final int CALLBACK_THREADS = 64;

    private final ScheduledThreadPoolExecutor sender = timer("once4j-renewal");
    private final ScheduledThreadPoolExecutor watcher = timer("once4j-deadline");
    private final ThreadPoolExecutor callbacks = expiring(new ThreadPoolExecutor(
            CALLBACK_THREADS,
            CALLBACK_THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new CleanThreads("once4j-callback")));

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public void scheduleSend(long delayNanos, Runnable task) {
        sender.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void scheduleDeadline(long delayNanos, Runnable task) {
        watcher.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Not {@code orTimeout}: the thread of the JDK keeps the class loader of the first caller for ever. */
    @Override
    public void timeout(CompletableFuture<?> future, long nanos) {
        ScheduledFuture<?> timer = watcher.schedule(
                () -> runCallback(() -> future.completeExceptionally(new TimeoutException())),
                nanos,
                TimeUnit.NANOSECONDS);
        future.whenComplete((result, thrown) -> timer.cancel(false));
    }

    @Override
    public void runCallback(Runnable callback) {
        callbacks.execute(callback);
    }

    /** Ends the threads that look after leases when pending time-outs are over. Callback threads end without work. */
    @Override
    public void close() {
        sender.shutdownNow();
        watcher.shutdown();
        callbacks.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = expiring(new ScheduledThreadPoolExecutor(1, new CleanThreads(name)));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static <E extends ThreadPoolExecutor> E expiring(E executor) {
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        // A task that arrives while the guard closes is not needed any more.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return executor;
    }
}
