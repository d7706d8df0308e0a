package io.github.once4j.runtime.jdbc;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.jdbc.TableSetup.Database;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.InvalidKeyException;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.TryAgainException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The operations of a client, each of which is a task for its threads. */
final class LockOperations {
    /** A pool lets its callers wait for half a minute, mostly. */
    private static final long LONGEST_CONNECT_SECONDS = 60;

    private static final CompletionStage<Boolean> NOT_HELD = CompletableFuture.completedFuture(false);

    private final Connections connections;
    private final TableSetup setup;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Executor calls;
    private final Executor renewals;
    private final Sweeper sweeper = new Sweeper();
    private final @Nullable ExecutorService ownCalls;
    private final @Nullable ExecutorService ownRenewals;
    private volatile @Nullable Database database;
    private volatile boolean closed;

    /**
     * Creates operations that are not connected yet.
     *
     * @param executor {@code null} for threads of its own
     */
    LockOperations(Connections connections, TableSetup setup, @Nullable Executor executor) {
        this.connections = connections;
        this.setup = setup;
        this.ownCalls = executor == null ? WorkerThreads.forCalls() : null;
        this.ownRenewals = executor == null ? WorkerThreads.forRenewals() : null;
        this.calls = executor == null ? requireNonNull(ownCalls) : executor;
        this.renewals = executor == null ? requireNonNull(ownRenewals) : executor;
    }

    /** Connects at once. An interrupt that comes meanwhile ends it, and stays set. */
    void connect() {
        boolean interrupted = Thread.interrupted();
        try {
            run(calls, this::database).get(LONGEST_CONNECT_SECONDS, SECONDS);
        } catch (ExecutionException failed) {
            throw notConnected(requireNonNull(failed.getCause()));
        } catch (TimeoutException noOutcome) {
            throw notConnected(new TimeoutException("no outcome within " + LONGEST_CONNECT_SECONDS
                    + " s. Does its executor, if one was set, run what it is given?"));
        } catch (InterruptedException stop) {
            interrupted = true;
            throw notConnected(stop);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private OnceException notConnected(Throwable cause) {
        close();
        return cause instanceof OnceException told
                ? told
                : new OnceBackendException("Cannot connect to the database for locks: " + SafeUrl.reason(cause), cause);
    }

    CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        try {
            StorableText.check(request.key(), request.token().text());
        } catch (InvalidKeyException invalid) {
            return CompletableFuture.failedFuture(invalid);
        }
        return call(calls, (table, connection) -> {
            AcquireResult result = table.acquire(connection, request);
            if (result instanceof AcquireResult.Stored && sweeper.isDue()) {
                run(renewals, this::sweep);
            }
            return result;
        });
    }

    private boolean sweep() {
        Sweeper.sweep(atMost -> {
            Database known = database();
            return connections.run(
                    known.table().dialect,
                    System.nanoTime(),
                    each -> known.table().sweep(each, atMost));
        });
        return true;
    }

    CompletionStage<Boolean> renew(RenewRequest request) {
        return StorableText.isKey(request.key())
                ? call(renewals, (table, connection) -> table.renew(connection, request))
                : NOT_HELD;
    }

    List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        return RenewalBatch.of(
                requests,
                this::renew,
                batch -> call(renewals, (table, connection) -> table.renewTogether(connection, batch)));
    }

    CompletionStage<Boolean> release(ReleaseRequest request) {
        return StorableText.isKey(request.key())
                ? call(calls, (table, connection) -> table.release(connection, request))
                : NOT_HELD;
    }

    CompletionStage<Optional<StoredLock>> holder(String key) {
        return StorableText.isKey(key)
                ? call(calls, (table, connection) -> table.holder(connection, key))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /** An operation on the table. */
    private interface Operation<T> {
        T on(LockTable table, Connection connection) throws SQLException;
    }

    private <T> CompletableFuture<T> call(Executor executor, Operation<T> operation) {
        long askedAt = System.nanoTime();
        return run(executor, () -> {
            LockTable table = connected().table();
            return connections.run(table.dialect, askedAt, connection -> operation.on(table, connection));
        });
    }

    /** Runs a task on another thread, whose transactions, if it has any, are not the caller's. */
    private <T> CompletableFuture<T> run(Executor executor, Callable<T> task) {
        var running = new Task<>(task);
        try {
            executor.execute(running);
            running.submitter = null;
        } catch (Throwable refused) { // an executor may also fail to start a thread
            if (running.claim()) {
                running.result.completeExceptionally(new NotExecutedException(
                        closed ? "the client is closed" : "the executor refused the task: " + refused, refused));
            }
        }
        return running.result;
    }

    /** A task, and its result. */
    private static final class Task<T> implements Runnable {
        final CompletableFuture<T> result = new CompletableFuture<>();

        /** The thread that is handing the task to the executor; {@code null} when it has done so. */
        volatile @Nullable Thread submitter = Thread.currentThread();

        private final Callable<T> task;
        private final AtomicBoolean claimed = new AtomicBoolean();

        Task(Callable<T> task) {
            this.task = task;
        }

        /** Whether nobody has run the task, or answered in its place: an executor may run what it refuses, and do so twice. */
        boolean claim() {
            return claimed.compareAndSet(false, true);
        }

        @Override
        public void run() {
            if (!claim()) {
                return;
            }
            try {
                if (submitter == Thread.currentThread()) {
                    throw new NotExecutedException("the executor of JdbcNxClient runs tasks on the thread that submits"
                            + " them, whose transaction the lock could become part of. Set one that has threads of its"
                            + " own");
                }
                result.complete(task.call());
            } catch (Throwable thrown) { // whatever a driver throws is the result
                result.completeExceptionally(thrown);
            }
        }
    }

    /** The database; an operation that finds it not there was not executed. */
    private Database connected() {
        Database known = database;
        if (known != null) {
            return known;
        }
        if (!connecting.tryLock()) {
            throw new TryAgainException("the database is being connected to");
        }
        try {
            return database();
        } catch (OnceException failed) {
            throw new NotExecutedException(String.valueOf(failed.getMessage()), failed);
        } finally {
            connecting.unlock();
        }
    }

    private Database database() {
        Database known = database;
        if (known == null) {
            known = setup.connect();
            database = known;
        }
        return known;
    }

    @Override
    public String toString() {
        Database known = database;
        return known == null ? "a database that is not connected yet" : known.name();
    }

    void close() {
        closed = true;
        if (ownCalls != null) {
            ownCalls.shutdown();
        }
        if (ownRenewals != null) {
            ownRenewals.shutdown();
        }
    }
}
