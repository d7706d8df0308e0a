package io.github.once4j.runtime;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One acquisition of a key, from before its first command until nothing of it is left: a state machine of one atomic word,
 * each transition a compare-and-set.
 *
 * <pre>
 * ACQUIRING → HELD → RELEASING → DONE
 * ACQUIRING → REJECTED (busy) | FAILED (not executed)
 * ACQUIRING → UNKNOWN (no answer, or too late; then cleaned up) → DONE
 * HELD → LOST → DONE
 * </pre>
 *
 * <p>Nothing here waits for the backend but {@link #await}, which the caller of a sync method is in. Answers come in on any
 * thread; {@link #act} is called by the sending thread, {@link #watch} by the watching one.
 */
final class HeldLease implements Lease {
    static final int ACQUIRING = 0;
    static final int HELD = 1;
    static final int RELEASING = 2;
    static final int DONE = 3;
    static final int REJECTED = 4;
    static final int FAILED = 5;
    static final int UNKNOWN = 6;
    static final int LOST = 7;

    private static final long NEVER = Long.MAX_VALUE / 2;
    private static final AtomicIntegerFieldUpdater<HeldLease> STATE =
            AtomicIntegerFieldUpdater.newUpdater(HeldLease.class, "state");

    final OnceMethod method;
    final int stripe;

    @Nullable
    HeldLease next;

    @Nullable
    HeldLease previous;

    boolean listed;

    private final Engine engine;
    private final String key;
    private final String storedKey;
    private final String token;
    private final LeaseTimes times;
    private final long startedAt;

    private volatile int state;
    private volatile long deadline;

    /** When the sending thread has something to do: a command is overdue, or the next one is due. */
    private volatile long dueAt;

    /** When the command was sent that is waited for; 0 when there is none. */
    private volatile long commandAt;

    /** Whom to tell that the acquisition, or the release, has an outcome: a thread that parks, or an action. */
    private volatile @Nullable Object waiter;

    private volatile boolean released;
    private long sentAt;
    private int attempts;
    private OptionalLong fence = OptionalLong.empty();
    private @Nullable Held busy;
    private @Nullable Throwable failure;
    private @Nullable Losses losses;

    HeldLease(Engine engine, OnceMethod method, String key, @Nullable Object waiter) {
        this.engine = engine;
        this.method = method;
        this.key = key;
        this.storedKey = engine.storedKey(key);
        this.token = engine.tokens.next();
        this.times = method.times(engine.lease);
        this.startedAt = engine.time.nanoTime();
        this.waiter = waiter;
        this.stripe = storedKey.hashCode();
    }

    // ---- acquisition

    /** Sends for the key. Registered first: nothing that is under way can be forgotten. */
    void acquire() {
        dueAt = startedAt + times.commandTimeout;
        engine.register(this);
        sendAcquire();
    }

    private void sendAcquire() {
        long now = attempts++ == 0 ? startedAt : engine.time.nanoTime();
        commandAt = now;
        dueAt = now + times.commandTimeout;
        CompletionStage<Acquired> stage;
        try {
            stage = engine.client.acquire(new Acquire(storedKey, token, times.acquireTtl, method.fenced()));
        } catch (RuntimeException thrown) {
            notAcquired(now, thrown);
            return;
        }
        Acquired answer = done(stage);
        if (answer != null) {
            acquired(now, answer);
        } else {
            stage.whenComplete((later, thrown) -> {
                if (later != null) {
                    acquired(now, later);
                } else {
                    notAcquired(now, thrown);
                }
            });
        }
    }

    private void acquired(long sent, Acquired answer) {
        if (state != ACQUIRING) {
            if (state == UNKNOWN || state == DONE) {
                sendCleanUp(); // a yes that nobody waits for any more
            }
            return;
        }
        long now = engine.time.nanoTime();
        if (answer instanceof Acquired.Busy found) {
            busy = found.held();
            if (attempts > 1) {
                giveUp(); // an earlier attempt may still be executed, when the holder has gone
            } else {
                settle(REJECTED);
            }
        } else if (now - sent >= times.acceptWithin) {
            failure = new TimeoutException(
                    "the answer came after " + Duration.ofNanos(now - sent).toMillis() + " ms");
            giveUp();
        } else {
            fence = answer instanceof Acquired.Stored stored ? stored.fence() : ((Acquired.Mine) answer).fence();
            sentAt = sent;
            deadline = times.deadline(sent, times.acquireTtlNanos);
            commandAt = 0;
            dueAt = times.renewalTtl(startedAt, sent) <= times.acquireTtlNanos && times.holdAtMost <= times.lease
                    ? sent + NEVER
                    : times.renewAt(sent, token.hashCode());
            if (STATE.compareAndSet(this, ACQUIRING, HELD)) {
                tell();
            } else {
                sendCleanUp();
            }
        }
    }

    private void notAcquired(long sent, @Nullable Throwable thrown) {
        if (state != ACQUIRING || sent != commandAt) {
            return;
        }
        failure = unwrapped(thrown);
        if (failure instanceof NotExecutedException && attempts == 1) {
            settle(FAILED);
            return;
        }
        long now = engine.time.nanoTime();
        if (now + times.retry - startedAt >= times.acquireTimeout) {
            giveUp();
        } else {
            commandAt = 0;
            dueAt = now + times.retry;
        }
    }

    private void settle(int outcome) {
        if (STATE.compareAndSet(this, ACQUIRING, outcome)) {
            engine.table.remove(this);
            tell();
        }
    }

    /** Ends the acquisition with something left behind, perhaps: what is sent for it now comes back to nobody. */
    private void giveUp() {
        if (STATE.compareAndSet(this, ACQUIRING, UNKNOWN)) {
            attempts = 0;
            cleanUp();
            tell();
        }
    }

    /**
     * Gives an acquisition up that nobody waits for any more: its thread was interrupted, its future cancelled.
     *
     * @return false if it has an outcome already
     */
    boolean abandon(Throwable why) {
        if (state == ACQUIRING) {
            failure = why;
            giveUp();
        }
        return state == UNKNOWN;
    }

    /** Waits for the outcome. An interrupt ends the wait, and leaves the flag set. */
    void await() {
        long bound = startedAt + 2 * times.acquireTimeout + 1_000_000_000L;
        while (state == ACQUIRING) {
            LockSupport.parkNanos(this, 1_000_000_000L);
            if (Thread.currentThread().isInterrupted()) {
                abandon(new InterruptedException("interrupted while waiting for the backend"));
            } else if (engine.time.nanoTime() - bound > 0) {
                abandon(new TimeoutException("no answer"));
            }
        }
    }

    boolean isAcquired() {
        int now = state;
        return now == HELD || now == LOST;
    }

    /** Whether only its clean-up is left: no body waits for it. */
    boolean isCleaningUp() {
        return state == UNKNOWN;
    }

    /** What the key holds, if that is why it was not acquired. */
    @Nullable
    Held busy() {
        return busy;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    // ---- what the two threads do

    long dueAt() {
        return dueAt;
    }

    long deadline() {
        return state == HELD ? deadline : engine.time.nanoTime() + NEVER;
    }

    /** A command is overdue, or the next one is due. */
    void act() {
        boolean overdue = commandAt != 0;
        if (overdue) {
            engine.client.noAnswer();
        }
        switch (state) {
            case ACQUIRING -> {
                if (overdue) {
                    notAcquired(commandAt, new TimeoutException("no answer within " + millis(times.commandTimeout)));
                } else {
                    sendAcquire();
                }
            }
            case HELD -> {
                if (overdue) {
                    engine.failed(
                            this,
                            new TimeoutException("no answer to a renewal within " + millis(times.commandTimeout)));
                }
                sendRenewal();
            }
            case RELEASING -> {
                if (overdue) {
                    releaseFailed(
                            new TimeoutException("no answer to a release within " + millis(times.commandTimeout)));
                } else {
                    sendRelease();
                }
            }
            case UNKNOWN -> cleanUp();
            default -> engine.table.remove(this);
        }
    }

    /** The deadline is over: nobody can have renewed the lease. */
    void watch() {
        if (state == HELD && engine.time.nanoTime() - deadline >= 0) {
            boolean asAsked = times.holdAtMost != Long.MAX_VALUE
                    && engine.time.nanoTime() - startedAt >= times.holdAtMost - times.holdAtMost / 4;
            lose(asAsked ? "its holdAtMost is over" : "the backend could not be reached in time");
        }
    }

    /** Makes the next renewal due now: the machine was asleep. */
    void renewNow() {
        if (state == HELD && dueAt - engine.time.nanoTime() < NEVER / 2) {
            dueAt = engine.time.nanoTime();
        }
    }

    private void sendRenewal() {
        long now = engine.time.nanoTime();
        long ttl = times.renewalTtl(startedAt, now);
        if (ttl <= 1_000_000L) {
            dueAt = now + NEVER; // holdAtMost is near: the key ends by itself
            return;
        }
        commandAt = now;
        dueAt = now + times.commandTimeout;
        CompletionStage<Boolean> stage;
        try {
            stage = engine.client.renew(storedKey, token, Duration.ofNanos(ttl));
        } catch (RuntimeException thrown) {
            renewed(now, ttl, null, thrown);
            return;
        }
        stage.whenComplete((still, thrown) -> renewed(now, ttl, still, thrown));
    }

    private void renewed(long sent, long ttl, @Nullable Boolean still, @Nullable Throwable thrown) {
        if (state != HELD) {
            return;
        }
        long now = engine.time.nanoTime();
        if (still == null) {
            if (sent == commandAt) {
                commandAt = 0;
                dueAt = now + times.retry;
                engine.failed(this, unwrapped(thrown));
            }
        } else if (!still) {
            lose("its key was freed or taken");
        } else if (now - deadline >= 0) {
            lose("the backend answered too late");
        } else {
            sentAt = sent;
            deadline = times.deadline(sent, ttl);
            commandAt = 0;
            dueAt = times.renewAt(sent, now);
        }
    }

    /** Tells everybody that the key is another's now, or may be. */
    void lose(String reason) {
        if (STATE.compareAndSet(this, HELD, LOST)) {
            engine.table.remove(this);
            losses().happened(reason);
            engine.lost(this, reason);
        }
    }

    private Losses losses() {
        synchronized (this) {
            if (losses == null) {
                losses = new Losses(engine, method.interruptOnLost());
            }
            return losses;
        }
    }

    /** The thread whose body is to be interrupted if the lease is lost. */
    void interrupt(Thread body) {
        losses().interrupt(body);
    }

    /** The body has ended: no interrupt reaches it from here on. */
    void endBody() {
        String reason = losses().bodyEnded();
        if (reason != null) {
            throw new OnceLeaseLostException(method, key, reason);
        }
    }

    // ---- release

    @Override
    public void close() {
        if (!release(Thread.currentThread())) {
            return;
        }
        boolean interrupted = false;
        long bound = engine.time.nanoTime() + times.commandTimeout + 500_000_000L;
        while (!released && engine.time.nanoTime() - bound < 0) {
            LockSupport.parkNanos(this, 100_000_000L);
            interrupted |= Thread.interrupted(); // with the flag set, park would not wait
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        engine.released(this);
    }

    /**
     * Starts to give the key back.
     *
     * @param told whom to tell when that was answered, or was not answered in time
     * @return false if the lease had ended already, or was lost; then nobody is told
     */
    boolean release(Object told) {
        waiter = told;
        if (!STATE.compareAndSet(this, HELD, RELEASING)) {
            if (STATE.compareAndSet(this, LOST, DONE)) {
                sendCleanUp();
            }
            return false;
        }
        sendRelease();
        return true;
    }

    private void sendRelease() {
        long now = engine.time.nanoTime();
        if (now - sentAt >= times.acquireTtlNanos) {
            released();
            return;
        }
        commandAt = now;
        dueAt = now + times.commandTimeout;
        CompletionStage<Boolean> stage;
        try {
            stage = engine.client.release(storedKey, token, times.keep(startedAt, now));
        } catch (RuntimeException thrown) {
            releaseFailed(thrown);
            return;
        }
        if (done(stage) != null) {
            released();
        } else {
            stage.whenComplete((was, thrown) -> {
                if (was != null) {
                    released();
                } else {
                    releaseFailed(unwrapped(thrown));
                }
            });
        }
    }

    private void released() {
        if (STATE.compareAndSet(this, RELEASING, DONE)) {
            engine.table.remove(this);
            released = true;
            tell();
        }
    }

    /** The caller waits no longer; the release is sent again until the key has ended by itself. */
    private void releaseFailed(Throwable thrown) {
        commandAt = 0;
        dueAt = engine.time.nanoTime() + times.retry;
        if (!released) {
            engine.failed(this, thrown);
            released = true;
            tell();
        }
    }

    /** Sends a release now, after a command time-out, and after half the lease; then what is left ends by itself. */
    private void cleanUp() {
        long now = engine.time.nanoTime();
        commandAt = 0;
        switch (attempts++) {
            case 0 -> dueAt = now + times.commandTimeout;
            case 1 -> dueAt = now + times.acquireTtlNanos / 2;
            default -> {
                if (STATE.compareAndSet(this, UNKNOWN, DONE)) {
                    engine.table.remove(this);
                }
            }
        }
        sendCleanUp();
    }

    private void sendCleanUp() {
        try {
            var unused = engine.client.release(storedKey, token, Duration.ZERO);
        } catch (RuntimeException thrown) {
            engine.failed(this, thrown);
        }
    }

    // ---- for the body

    @Override
    public boolean isHeld() {
        return state == HELD && engine.time.nanoTime() - deadline < 0;
    }

    @Override
    public Duration remaining() {
        return isHeld() ? Duration.ofNanos(Math.max(0, deadline - engine.time.nanoTime())) : Duration.ZERO;
    }

    @Override
    public OptionalLong fence() {
        return fence;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public void onLost(Runnable action) {
        losses().add(action);
    }

    @Override
    public String toString() {
        return "lease of `" + key + "` for " + method;
    }

    private void tell() {
        Object told = waiter;
        if (told instanceof Thread thread) {
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        } else if (told != null) {
            ((Runnable) told).run();
        }
    }

    /** The answer of a stage that has one already: no callback, and nothing to allocate. */
    private static <T> @Nullable T done(CompletionStage<T> stage) {
        return stage instanceof CompletableFuture<T> future && future.isDone() && !future.isCompletedExceptionally()
                ? future.getNow(null)
                : null;
    }

    private static Throwable unwrapped(@Nullable Throwable thrown) {
        if (thrown == null) {
            return new IllegalStateException("the client answered null");
        }
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
