package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.spi.NxClient;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the user code of asynchronous calls: on the guard's executor, with the context of the caller, and never on a thread of
 * the client or on one that looks after leases.
 */
final class CallExecutor {
    private final Executor executor;
    private final @Nullable ExecutorService ownPool;
    private final @Nullable UnaryOperator<Runnable> decorator;
    private final NxClient client;
    private final LeaseDriver driver;
    private final Executor callbacks;

    CallExecutor(GuardSettings settings, NxClient client, LeaseDriver driver, Executor callbacks) {
        Executor given = settings.executor();
        this.ownPool = given == null ? BodyPool.create() : null;
        this.executor = given == null ? Objects.requireNonNull(ownPool) : given;
        this.decorator = settings.decorator();
        this.client = client;
        this.driver = driver;
        this.callbacks = callbacks;
    }

    /** Makes a task carry the context of the calling thread. Throws what the decorator throws. */
    Runnable withCallersContext(Runnable task) {
        Runnable carrying = new CallersLoader(task, Thread.currentThread().getContextClassLoader());
        if (decorator == null) {
            return carrying;
        }
        Runnable decorated = decorator.apply(carrying);
        if (decorated == null) {
            throw new OnceException(
                    "The guard's taskDecorator returned null: it must return a task that runs the given one.");
        }
        return decorated;
    }

    /**
     * Runs a task, or returns why the executor did not accept it. A task that is accepted may still never run; one that was not
     * may still run.
     */
    @Nullable
    Throwable execute(Runnable task) {
        try {
            executor.execute(ownPool != null ? task : new OffOurThreads(task));
            return null;
        } catch (
                Throwable refused) { // rejected, no thread could be started, or a direct executor ran a task that threw
            return refused;
        }
    }

    /** Runs a task whose executor refused or dropped it, on a callback thread. */
    void executeInstead(Runnable task) {
        callbacks.execute(task);
    }

    void close() {
        if (ownPool != null) {
            ownPool.shutdown();
        }
    }

    /** An executor may run tasks on the thread that submits them. */
    private final class OffOurThreads implements Runnable {
        private final Runnable task;

        OffOurThreads(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (client.isCallbackThread() || driver.isRunningOn(Thread.currentThread())) {
                callbacks.execute(task);
            } else {
                task.run();
            }
        }
    }
}
