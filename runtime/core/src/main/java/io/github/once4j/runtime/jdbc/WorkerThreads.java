package io.github.once4j.runtime.jdbc;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Creates daemon threads, which end when they are idle. They have the context class loader of the thread that created the client,
 * by which a data source may look for its driver, and inherit nothing else.
 */
final class WorkerThreads implements ThreadFactory {
    /** Together with two for renewals, the usual size of a pool of connections. */
    private static final int THREADS = 8;

    /** Renewals have threads of their own: they must not wait behind calls that wait for a row. */
    private static final int RENEWAL_THREADS = 2;

    /** More are refused: their callers would have given up before it is their turn. */
    private static final int LONGEST_QUEUE = 10_000;

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    private WorkerThreads(String name) {
        this.name = name;
    }

    static ExecutorService forCalls() {
        return pool(THREADS, "once4j-jdbc-");
    }

    static ExecutorService forRenewals() {
        return pool(RENEWAL_THREADS, "once4j-jdbc-renewal-");
    }

    private static ExecutorService pool(int threads, String name) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(LONGEST_QUEUE),
                new WorkerThreads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public Thread newThread(Runnable task) {
        return new Worker(task, name + number.incrementAndGet(), loader);
    }

    static boolean isCurrent() {
        return Thread.currentThread() instanceof Worker;
    }

    private static final class Worker extends Thread {
        Worker(Runnable task, String name, @Nullable ClassLoader loader) {
            super(null, task, name, 0, false);
            setDaemon(true);
            setContextClassLoader(loader);
        }
    }
}
