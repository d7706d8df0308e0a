package io.github.once4j.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a guard runs on: takes calls in, looks after its leases, and ends them. There is no lambda on the way to the first
 * call, here and in what it makes: the first one of a JVM costs as much as all else together.
 */
final class Engine {
    private static final long WALL_CLOCK_JUMP_MILLIS = 500;

    final NxClient client;
    final Duration lease;
    final boolean waitsForRelease;
    final Time time;
    final Tokens tokens;
    final Events events;
    final Holdings holdings;
    final LeaseTable table;
    final Acquiring acquiring = new Acquiring(this);
    final Renewing renewing = new Renewing(this);
    final Releasing releasing = new Releasing(this);
    final Administration administration = new Administration(this);

    private final String prefix;
    private final String suffix;
    private final Sweeper sends;
    private final Sweeper deadlines;
    private volatile boolean closed;
    private volatile @Nullable Thread closer;
    private long wallClockAhead;

    Engine(NxClient client, OnceGuard.Builder settings) {
        this.client = client;
        this.prefix = settings.prefix;
        this.suffix = settings.suffix;
        this.lease = settings.lease;
        this.waitsForRelease = settings.waitsForRelease;
        this.time = settings.time == null ? Time.system() : settings.time;
        this.tokens = new Tokens(settings.tokenStart, time);
        this.events = new Events(settings.listener, time);
        this.holdings = new Holdings(client.trustsHoldFor().toNanos());
        this.table = new LeaseTable(time.nanoTime());
        this.wallClockAhead = wallClockAhead();
        this.sends = new Sends();
        this.deadlines = new Deadlines();
    }

    /** On the sending thread. */
    private final class Sends extends Sweeper {
        /** What becomes due within it is sent together: each of many leases would be a wake-up and a command otherwise. */
        private static final long SHORTEST_PAUSE = 20_000_000L;

        Sends() {
            super(table, time);
        }

        @Override
        long sweep(long now) {
            noticeSleep();
            return table.sweepDue(now, Engine.this::act);
        }

        @Override
        void after(long nanos) {
            time.send(Math.max(nanos, SHORTEST_PAUSE), this);
        }
    }

    /** On the watching thread. */
    private final class Deadlines extends Sweeper {
        Deadlines() {
            super(table, time);
        }

        @Override
        long sweep(long now) {
            return table.sweepDeadlines(now, HeldLease::watch);
        }

        @Override
        void after(long nanos) {
            time.watch(nanos, this);
        }
    }

    String storedKey(String key) {
        // To concatenate with nothing costs a new string.
        return prefix.isEmpty() && suffix.isEmpty() ? key : prefix.concat(key).concat(suffix);
    }

    String key(String storedKey) {
        return storedKey.substring(prefix.length(), storedKey.length() - suffix.length());
    }

    // ---- calls

    /** Acquires a key for the calling thread; {@code null} if it is held. */
    @Nullable
    HeldLease tryAcquire(OnceMethod method, String key) {
        return acquire(method, key, false);
    }

    /** Acquires a key for the calling thread, or throws. */
    HeldLease acquireOrThrow(OnceMethod method, String key) {
        return Objects.requireNonNull(acquire(method, key, true));
    }

    private @Nullable HeldLease acquire(OnceMethod method, String key, boolean raise) {
        refuseIfClosed();
        if (client.isOwnThread()) {
            throw new OnceException(method + " was called on a thread of its client, which would wait for itself."
                    + " Call it from another thread, or make the method return a CompletableFuture.");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new OnceBackendException(
                    method + " did not run: its thread was interrupted before key `" + key + "` was asked for.", null);
        }
        String storedKey = storedKey(key);
        HeldLease here = holdings.find(storedKey);
        OnceException failure;
        if (here != null && holdings.answerFor(here, time.nanoTime())) {
            failure = locked(method, key, holdings.held(here), raise);
        } else {
            var attempt = new HeldLease(this, method, storedKey, raise, Thread.currentThread());
            attempt.acquire();
            acquiring.await(attempt);
            failure = outcome(attempt, here, raise);
            if (attempt.isAcquired()) {
                return attempt;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /**
     * Tells of the outcome of an attempt.
     *
     * @param here the lease that held its key here before, if it is known
     * @return what the call fails with; {@code null} if the key was got, or is held and that is not to be raised
     */
    @Nullable
    OnceException outcome(HeldLease attempt, @Nullable HeldLease here, boolean raise) {
        if (here != null) {
            holdings.compare(here, attempt);
        }
        if (attempt.is(HeldLease.State.HELD)) {
            events.acquired(attempt);
            return null;
        }
        Held busy = attempt.busy();
        if (busy != null) {
            return locked(attempt.method, attempt.key(), busy, raise);
        }
        if (attempt.failure() instanceof NotExecutedException refused
                && refused.getCause() instanceof OnceKeyException wrong) {
            return new OnceKeyException(attempt.method + ": " + wrong.getMessage());
        }
        OnceBackendException failure = failure(attempt);
        events.failed(attempt, failure);
        return failure;
    }

    private OnceBackendException failure(HeldLease attempt) {
        if (attempt.isAcquired()) {
            attempt.release((Runnable) () -> {});
            return new OnceBackendException(
                    attempt.method + " did not run: key `" + attempt.key()
                            + "` was got, but its lease was over before the body could begin.",
                    null);
        }
        Throwable cause = attempt.failure();
        return new OnceBackendException(
                attempt.method + " did not run: it is not known whether key `" + attempt.key() + "` is free. "
                        + failed(cause),
                cause);
    }

    /** What went wrong, and where: a sentence without its full stop. */
    String failed(@Nullable Throwable cause) {
        String what = cause == null ? null : cause.getMessage();
        if (what == null) {
            what = cause == null || cause instanceof TimeoutException ? "no answer in time" : cause.toString();
        }
        return client + ": " + what;
    }

    /** Tells the listener that a command for a lease failed; an exception for each of many leases is not for nobody. */
    void failed(HeldLease lease, String what, Throwable cause) {
        if (events.isHeard()) {
            String message = lease.method + ": the " + what + " of key `" + lease.key() + "` failed. " + failed(cause);
            events.failed(lease, new OnceBackendException(message, cause));
        }
    }

    @Nullable
    OnceException locked(OnceMethod method, String key, Held held, boolean raise) {
        events.locked(method, key, held);
        return raise ? new OnceLockedException(method, key, LockHolder.of(key, held)) : null;
    }

    void refuseIfClosed() {
        if (closed) {
            throw new OnceException("This guard is closed. Build a new one, or close it later.");
        }
    }

    // ---- leases

    void register(HeldLease attempt) {
        table.add(attempt);
        sends.wake();
        deadlines.wake();
    }

    /** Nobody has to look after a lease any more. */
    void ended(HeldLease lease) {
        table.remove(lease);
        wakeCloser();
    }

    void act(List<HeldLease> due) {
        for (HeldLease each : due) {
            try {
                each.act();
            } catch (RuntimeException | Error thrown) {
                Log.LOG.log(Level.ERROR, "A client threw; its command is tried again", thrown);
            }
        }
        renewing.sendAll();
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

    void wakeCloser() {
        Thread waiting = closer;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** Takes no new calls, waits for the running bodies for a lease at most, and gives back what is left. */
    void close(boolean closesClient) {
        if (closed) {
            return;
        }
        closed = true;
        closer = Thread.currentThread();
        boolean interrupted = awaitBodies();
        List<HeldLease> left = table.all(each -> true);
        var given = left.stream().map(releasing::giveBack).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(given).get(OnceMethod.BY_KEY.times(lease).commandTimeout, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            // then the keys end with their leases
        } catch (InterruptedException stop) {
            interrupted = true;
        }
        left.forEach(table::remove);
        time.close();
        if (closesClient) {
            client.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers whether the wait was interrupted, which ends it. */
    private boolean awaitBodies() {
        long bound = System.nanoTime() + lease.toNanos();
        while (!table.all(each -> !each.isCleaningUp()).isEmpty()) {
            long rest = bound - System.nanoTime();
            if (rest <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, rest);
            if (Thread.interrupted()) {
                return true;
            }
        }
        return false;
    }
}
