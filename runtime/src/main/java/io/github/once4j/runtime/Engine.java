package io.github.once4j.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a guard runs on: acquires and gives back keys, looks after its leases, tells the listener. */
final class Engine {
    private static final System.Logger LOG = System.getLogger("io.github.once4j");
    private static final long WALL_CLOCK_JUMP_MILLIS = 500;

    final NxClient client;
    final Duration lease;
    final Time time;
    final Tokens tokens;
    final LeaseTable table = new LeaseTable();

    private final String prefix;
    private final String suffix;
    private final OnceListener listener;
    private final Map<OnceMethod, LongAdder> skips = new ConcurrentHashMap<>();
    private final Sweeper sends;
    private final Sweeper deadlines;
    private volatile boolean closed;
    private long wallClockAhead;

    Engine(NxClient client, String prefix, String suffix, Duration lease, OnceListener listener, Time time) {
        this.client = client;
        this.prefix = prefix;
        this.suffix = suffix;
        this.lease = lease;
        this.listener = listener;
        this.time = time;
        this.tokens = new Tokens(time);
        this.wallClockAhead = wallClockAhead();
        this.sends = new Sweeper(table, time, HeldLease::dueAt, this::act, time::send);
        this.deadlines = new Sweeper(table, time, HeldLease::deadline, HeldLease::watch, time::watch);
    }

    String storedKey(String key) {
        return prefix.concat(key).concat(suffix);
    }

    // ---- sync calls

    /** Acquires a key for the calling thread; {@code null} if it is held. */
    @Nullable
    HeldLease tryAcquire(OnceMethod method, String key) {
        HeldLease attempt = attempt(method, key);
        return attempt.isAcquired() ? begun(attempt) : notBegun(attempt, false);
    }

    HeldLease acquireOrThrow(OnceMethod method, String key) {
        HeldLease attempt = attempt(method, key);
        if (!attempt.isAcquired()) {
            notBegun(attempt, true);
        }
        return begun(attempt);
    }

    private HeldLease attempt(OnceMethod method, String key) {
        refuseIfClosed();
        if (client.isOwnThread()) {
            throw new OnceException(method + " was called on a thread of its client, which would wait for itself."
                    + " Call it from another thread, or make the method return a CompletableFuture.");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new OnceBackendException(
                    method + " did not run: its thread was interrupted before key `" + key + "` was asked for.", null);
        }
        var attempt = new HeldLease(this, method, key, Thread.currentThread());
        attempt.acquire();
        attempt.await();
        return attempt;
    }

    HeldLease begun(HeldLease held) {
        if (listener != NoListener.INSTANCE) {
            tell(() -> listener.acquired(held.method, held));
        }
        return held;
    }

    /** Tells of an attempt that got nothing, and throws if it failed. */
    @Nullable
    HeldLease notBegun(HeldLease attempt, boolean raise) {
        OnceException failure = outcome(attempt, raise);
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** Tells of an attempt that got nothing; answers what its call fails with, if it does. */
    @Nullable
    OnceException outcome(HeldLease attempt, boolean raise) {
        Held busy = attempt.busy();
        if (busy == null) {
            Throwable cause = attempt.failure();
            var failure = new OnceBackendException(
                    attempt.method + " did not run: it is not known whether key `" + attempt.key()
                            + "` is free. The backend failed: " + (cause == null ? "no answer" : cause.getMessage()),
                    cause);
            failed(attempt, failure);
            return failure;
        }
        LockHolder holder = LockHolder.of(attempt.key(), busy);
        skips.computeIfAbsent(attempt.method, each -> new LongAdder()).increment();
        if (listener != NoListener.INSTANCE) {
            tell(() -> listener.locked(attempt.method, attempt.key(), holder));
        }
        return raise ? new OnceLockedException(attempt.method, attempt.key(), holder) : null;
    }

    // ---- by key

    CompletableFuture<Optional<LockHolder>> holder(String key) {
        return bounded(() -> client.holder(storedKey(key)))
                .thenApply(found -> found.map(held -> LockHolder.of(key, held)));
    }

    /** Frees a key whoever holds it; a lease of this very guard hears of it at once. */
    CompletableFuture<Boolean> forceRelease(String key) {
        return bounded(() -> client.holder(storedKey(key)))
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : bounded(() -> client.forceRelease(found.get())).whenComplete((freed, failure) -> {
                            if (Boolean.TRUE.equals(freed)) {
                                String token = found.get().value();
                                table.all(each -> each.token().equals(token))
                                        .forEach(each -> each.lose("its key was freed by force"));
                            }
                        }));
    }

    private <T> CompletableFuture<T> bounded(Supplier<CompletionStage<T>> command) {
        refuseIfClosed();
        try {
            return command.get()
                    .thenApply(answer -> answer)
                    .toCompletableFuture()
                    .orTimeout(OnceMethod.BY_KEY.times(lease).commandTimeout, TimeUnit.NANOSECONDS);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** Waits for an answer; an interrupt ends the wait, and leaves the flag set. */
    <T> T answer(CompletableFuture<T> stage, String what) {
        if (client.isOwnThread()) {
            throw new OnceException(what + " was asked on a thread of the client, which would wait for itself.");
        }
        try {
            return stage.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OnceBackendException(what + ": interrupted while waiting for the backend.", interrupted);
        } catch (ExecutionException failed) {
            throw failure(what, failed);
        }
    }

    static OnceException failure(String what, Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof ExecutionException || cause instanceof java.util.concurrent.CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof OnceException own && !(own instanceof NotExecutedException)) {
            return own;
        }
        String detail = cause instanceof TimeoutException ? "no answer in time" : String.valueOf(cause.getMessage());
        return new OnceBackendException(what + ": the backend failed: " + detail, cause);
    }

    // ---- what leases tell

    void register(HeldLease attempt) {
        table.add(attempt);
        sends.wake();
        deadlines.wake();
    }

    void released(HeldLease held) {
        if (listener != NoListener.INSTANCE) {
            tell(() -> listener.released(held.method, held));
        }
    }

    void failed(HeldLease of, Throwable failure) {
        if (listener != NoListener.INSTANCE) {
            notice(() -> listener.backendFailed(of.method, of.key(), failure));
        }
    }

    void lost(HeldLease held, String reason) {
        notice(() -> {
            LOG.log(
                    Level.WARNING,
                    "{0} lost its lease of `{1}`: {2}; another run may have begun",
                    held.method,
                    held.key(),
                    reason);
            listener.leaseLost(held.method, held, reason);
        });
    }

    /** Runs user code on a thread that nothing else waits for. */
    void notice(Runnable action) {
        time.notice(() -> tell(action));
    }

    private static void tell(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error thrown) {
            LOG.log(Level.ERROR, "A listener threw; the guarded call goes on", thrown);
        }
    }

    Map<OnceMethod, LongAdder> skips() {
        return skips;
    }

    // ---- the two threads

    private void act(HeldLease due) {
        noticeSleep();
        try {
            due.act();
        } catch (RuntimeException thrown) {
            LOG.log(Level.ERROR, "A client threw; its command is tried again", thrown);
        }
    }

    /** A machine that slept has not counted the time: what is held is asked for at once. */
    private void noticeSleep() {
        long ahead = wallClockAhead();
        if (Math.abs(ahead - wallClockAhead) > WALL_CLOCK_JUMP_MILLIS) {
            table.all(each -> true).forEach(HeldLease::renewNow);
        }
        wallClockAhead = ahead;
    }

    private long wallClockAhead() {
        return time.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(time.nanoTime());
    }

    // ---- the end

    void refuseIfClosed() {
        if (closed) {
            throw new OnceException("This guard is closed. Build a new one, or close it later.");
        }
    }

    /** Takes no new calls, waits for the running bodies for a lease at most, and gives back what is left. */
    void close(Consumer<NxClient> closeClient) {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = false;
        long bound = time.nanoTime() + lease.toNanos();
        while (!table.none(each -> !each.isCleaningUp()) && !interrupted && time.nanoTime() - bound < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        for (HeldLease left : table.all(each -> true)) {
            left.lose("its guard was closed");
            left.close();
        }
        time.close();
        closeClient.accept(client);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A guard without a listener pays nothing for it. */
    enum NoListener implements OnceListener {
        INSTANCE
    }
}
