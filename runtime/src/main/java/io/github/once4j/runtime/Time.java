package io.github.once4j.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The clocks and the threads of a guard: one sends (renewals, retries), one only watches deadlines, never sends and never
 * waits, and others run what the user wants to be told. A simulation puts virtual time in their place.
 */
interface Time extends AutoCloseable {
    /** A clock that never jumps. */
    long nanoTime();

    /** The wall clock, for people, and to notice that the machine slept. */
    long currentTimeMillis();

    /** Runs a task on the sending thread. */
    void send(long delayNanos, Runnable task);

    /** Runs a task on the watching thread. */
    void watch(long delayNanos, Runnable task);

    /** Fails an answer that does not come in time. */
    default void bound(CompletableFuture<?> answer, long nanos) {
        send(nanos, () -> answer.completeExceptionally(new TimeoutException()));
    }

    /** Runs a task, which may be the user's and may block, on a thread that nothing else waits for. */
    void notice(Runnable task);

    @Override
    void close();

    /** The time of the machine; its threads start with the first task, and end when there was none for a while. */
    static Time system() {
        return new Time() {
            private final ScheduledThreadPoolExecutor sender = timer("once4j-renewal");
            private final ScheduledThreadPoolExecutor watcher = timer("once4j-deadline");
            private final ExecutorService notices = notices();

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long currentTimeMillis() {
                return System.currentTimeMillis();
            }

            @Override
            public void send(long delayNanos, Runnable task) {
                sender.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public void watch(long delayNanos, Runnable task) {
                watcher.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public void bound(CompletableFuture<?> answer, long nanos) {
                answer.orTimeout(nanos, TimeUnit.NANOSECONDS); // forgets an answer that has come
            }

            @Override
            public void notice(Runnable task) {
                notices.execute(task);
            }

            @Override
            public void close() {
                sender.shutdownNow();
                watcher.shutdownNow();
                notices.shutdown();
            }
        };
    }

    private static ScheduledThreadPoolExecutor timer(String name) {
        return ending(new ScheduledThreadPoolExecutor(1, new Daemons(name)));
    }

    /** More threads than one, since a listener may block; not as many as there may be leases to tell of. */
    private static ThreadPoolExecutor notices() {
        return ending(new ThreadPoolExecutor(
                8, 8, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Daemons("once4j-notice")));
    }

    private static <E extends ThreadPoolExecutor> E ending(E executor) {
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        // A task that comes while the guard closes is not needed any more.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return executor;
    }
}
