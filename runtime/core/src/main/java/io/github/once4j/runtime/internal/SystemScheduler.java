package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.GuardScheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The scheduler on the system's clocks. Its threads start with the first task, and end after 5 seconds without one. */
final class SystemScheduler implements GuardScheduler {
    /** Several, since a callback may block; bounded, since many leases may be lost at once. */
    private static final int CALLBACK_THREADS = 8;

    private final ScheduledThreadPoolExecutor sender = timer("once4j-renewal");
    private final ScheduledThreadPoolExecutor watcher = timer("once4j-deadline");
    private final ThreadPoolExecutor callbacks = expiring(new ThreadPoolExecutor(
            CALLBACK_THREADS,
            CALLBACK_THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new Daemons("once4j-callback")));

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

    @Override
    public void timeout(CompletableFuture<?> future, long nanos) {
        future.orTimeout(nanos, TimeUnit.NANOSECONDS); // forgets a future that has completed
    }

    @Override
    public void runCallback(Runnable callback) {
        callbacks.execute(callback);
    }

    @Override
    public void close() {
        sender.shutdownNow();
        watcher.shutdownNow();
        callbacks.shutdown();
    }

    private static ScheduledThreadPoolExecutor timer(String name) {
        return expiring(new ScheduledThreadPoolExecutor(1, new Daemons(name)));
    }

    private static <E extends ThreadPoolExecutor> E expiring(E executor) {
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        // A task that arrives while the guard closes is not needed any more.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return executor;
    }

    /** Creates threads that do not keep the JVM alive and do not keep the class loader of the caller that started them. */
    private record Daemons(String name) implements ThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            var thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        }
    }
}
