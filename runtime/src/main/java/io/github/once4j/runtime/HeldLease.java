package io.github.once4j.runtime;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One acquisition of a key, from before its first command until nothing of it is left: a state machine of one atomic word,
 * each transition a compare-and-set.
 *
 * <pre>
 * ACQUIRING → GRANTED (its times are being written) → HELD → RELEASING → DONE
 * ACQUIRING → REJECTED (busy) | FAILED (not executed)
 * ACQUIRING → UNKNOWN (no answer, or too late; then cleaned up) → DONE
 * HELD → LOST → DONE
 * </pre>
 *
 * <p>What is sent in a state, and what its answers mean, stands in {@link Acquiring}, {@link Renewing} and
 * {@link Releasing}. Answers come in on any thread; {@link #act} is called by the sending thread, {@link #watch} by the
 * watching one.
 */
final class HeldLease implements Lease, Token {
    /** How far away {@link #dueAt} is when there is nothing to do. */
    static final long NEVER = Long.MAX_VALUE / 2;

    private static final long NO_COMMAND = Long.MIN_VALUE;

    private static final AtomicReferenceFieldUpdater<HeldLease, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(HeldLease.class, State.class, "state");
    private static final AtomicReferenceFieldUpdater<HeldLease, @Nullable Object> WAITER =
            AtomicReferenceFieldUpdater.newUpdater(HeldLease.class, Object.class, "waiter");

    enum State {
        ACQUIRING,
        GRANTED,
        HELD,
        RELEASING,
        DONE,
        REJECTED,
        FAILED,
        UNKNOWN,
        LOST
    }

    final Engine engine;
    final OnceMethod method;
    final LeaseTimes times;
    final String storedKey;
    final long startedAt;

    /** Whether somebody reads how long a busy key lives still. */
    final boolean asksRemaining;

    private final long number;

    private volatile State state = State.ACQUIRING;
    private volatile long deadline;

    /** When the sending thread has something to do: a command is overdue, or the next one is due. */
    private volatile long dueAt;

    /** When the command was sent that is waited for; {@link #NO_COMMAND} when there is none. */
    private volatile long commandAt;

    /** Whom to tell that the acquisition, or the release, has an outcome: a thread that parks, or an action. */
    private volatile @Nullable Object waiter;

    /** When the command was sent that the time to live counts from. */
    long sentAt;

    /** Commands of the acquisition, and of its clean-up. */
    int attempts;

    int cleanUps;

    /** Why the key was not got: a {@link Held} or a {@link Throwable}. */
    private @Nullable Object refusal;

    private OptionalLong fence = OptionalLong.empty();
    private volatile @Nullable String text;
    private @Nullable Losses losses;

    /** The place in the {@link LeaseTable}, which alone touches it. */
    @Nullable
    HeldLease next;

    @Nullable
    HeldLease previous;

    boolean listed;
    int tick;

    /**
     * An acquisition that is still to be started.
     *
     * @param raise whether its call throws if the key is busy, and says for how long
     * @param waiter whom to tell of the outcome: a thread that parks, or an action
     */
    HeldLease(Engine engine, OnceMethod method, String storedKey, boolean raise, Object waiter) {
        this.engine = engine;
        this.method = method;
        this.storedKey = storedKey;
        this.asksRemaining = raise || engine.events.isHeard();
        this.number = engine.tokens.next();
        this.times = method.times(engine.lease);
        this.startedAt = engine.time.nanoTime();
        this.commandAt = startedAt;
        this.dueAt = startedAt + times.commandTimeout;
        this.waiter = waiter;
    }

    // ---- the word

    boolean is(State expected) {
        return state == expected;
    }

    boolean move(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }

    // ---- acquisition

    void acquire() {
        engine.acquiring.start(this);
    }

    /**
     * Gives an acquisition up that nobody waits for any more: its thread was interrupted, its future cancelled.
     *
     * @return false if it has an outcome already
     */
    boolean abandon(Throwable why) {
        return engine.acquiring.giveUp(this, why) || state == State.UNKNOWN;
    }

    boolean isAcquired() {
        State now = state;
        return now == State.HELD || now == State.LOST;
    }

    /** Whether only its clean-up is left: no body waits for it. */
    boolean isCleaningUp() {
        return state == State.UNKNOWN;
    }

    void refusedBy(Object heldOrFailure) {
        refusal = heldOrFailure;
    }

    /** What the key holds, if that is why it was not acquired. */
    @Nullable
    Held busy() {
        return refusal instanceof Held held ? held : null;
    }

    @Nullable
    Throwable failure() {
        return refusal instanceof Throwable failure ? failure : null;
    }

    /**
     * The key is held, as of an answer to what was sent then.
     *
     * @return false if the acquisition has an outcome already
     */
    boolean granted(long sent, OptionalLong number) {
        if (!move(State.ACQUIRING, State.GRANTED)) {
            return false;
        }
        fence = number;
        confirmed(sent, times.acquireTtlNanos, times.firstRenewalAt(sent, startedAt));
        state = State.HELD;
        if (deadline - dueAt < 0) {
            engine.table.place(this); // a deadline counts from now on, and it is nearer than all else
        }
        return true;
    }

    /** The key was renewed by what was sent then. */
    void renewed(long sent, long ttl, long now) {
        confirmed(sent, ttl, times.renewAt(sent, now));
        engine.table.place(this); // now, while it is at hand: both sweepers would come by when no answer is waited for
        lookAgainUnless(State.HELD);
    }

    /** The key lives for {@code ttl} from when that was sent, at least. */
    private void confirmed(long sent, long ttl, long nextRenewal) {
        sentAt = sent;
        deadline = times.deadline(sent, ttl);
        plan(NO_COMMAND, nextRenewal);
    }

    /** What was planned for one state may have overwritten the plan of the next, whose command might be forgotten. */
    void lookAgainUnless(State expected) {
        if (state != expected) {
            idleUntil(engine.time.nanoTime());
        }
    }

    // ---- what the two threads do

    /** A command was sent, and is waited for. */
    void sent(long now) {
        plan(now, now + times.commandTimeout);
    }

    /** No command is under way; the next one is due then. */
    void idleUntil(long when) {
        plan(NO_COMMAND, when);
    }

    private void plan(long command, long due) {
        long before = lookAt();
        commandAt = command;
        dueAt = due;
        if (lookAt() - before < 0) {
            engine.table.place(this);
        }
    }

    /** Whether an answer is the one that is waited for, and not that of an earlier command. */
    boolean isAwaited(long sent) {
        return commandAt == sent;
    }

    long commandAt() {
        return commandAt;
    }

    long dueAt() {
        return dueAt;
    }

    long deadline() {
        return state == State.HELD ? deadline : startedAt + NEVER;
    }

    /** When one of the two threads must look at it. */
    long lookAt() {
        long due = dueAt;
        return state == State.HELD && deadline - due < 0 ? deadline : due;
    }

    /** A command is overdue, or the next one is due. */
    void act() {
        boolean overdue = commandAt != NO_COMMAND;
        if (overdue) {
            engine.client.noAnswer();
        }
        switch (state) {
            case ACQUIRING -> engine.acquiring.act(this, overdue);
            case HELD -> engine.renewing.act(this, overdue);
            case RELEASING -> engine.releasing.act(this, overdue);
            case UNKNOWN -> engine.acquiring.cleanUp(this);
            default -> engine.table.remove(this);
        }
    }

    /** The deadline is over: nobody can have renewed the lease. */
    void watch() {
        long now = engine.time.nanoTime();
        if (state == State.HELD && now - deadline >= 0) {
            lose(times.isOver(startedAt, now) ? "its holdAtMost is over" : "the backend could not be reached in time");
        }
    }

    /** Makes the next renewal due now: the machine was asleep. */
    void renewNow() {
        long now = engine.time.nanoTime();
        if (state == State.HELD && dueAt - now < NEVER / 2) {
            idleUntil(now);
        }
    }

    /** Tells everybody that the key is another's now, or may be. */
    void lose(String reason) {
        if (move(State.HELD, State.LOST)) {
            engine.ended(this);
            losses().happened(reason);
            engine.events.lost(this, reason);
        }
    }

    // ---- for the body

    private Losses losses() {
        synchronized (this) {
            if (losses == null) {
                losses = new Losses(engine.events, method.interruptOnLost());
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
            throw new OnceLeaseLostException(method, key(), reason);
        }
    }

    @Override
    public void close() {
        engine.releasing.releaseAndWait(this);
    }

    /**
     * Starts to give the key back.
     *
     * @param told whom to tell when that was answered, or was not answered in time
     * @return false if the lease had ended already, or was lost; then nobody is told
     */
    boolean release(Object told) {
        return engine.releasing.start(this, told);
    }

    @Override
    public boolean isHeld() {
        return isHeld(engine.time.nanoTime());
    }

    boolean isHeld(long now) {
        return state == State.HELD && now - deadline < 0;
    }

    @Override
    public Duration remaining() {
        long now = engine.time.nanoTime();
        return isHeld(now) ? Duration.ofNanos(deadline - now) : Duration.ZERO;
    }

    @Override
    public OptionalLong fence() {
        return fence;
    }

    @Override
    public String key() {
        return engine.key(storedKey);
    }

    @Override
    public String token() {
        return text();
    }

    @Override
    public String text() {
        String known = text;
        return known == null ? makeText() : known;
    }

    /** One text for all that ask at once. */
    private synchronized String makeText() {
        String known = text;
        if (known == null) {
            known = engine.tokens.text(number, startedAt);
            text = known;
        }
        return known;
    }

    @Override
    public void onLost(Runnable action) {
        losses().add(action);
    }

    @Override
    public String toString() {
        return "lease of `" + key() + "` for " + method;
    }

    // ---- who waits

    void tellNext(Object told) {
        waiter = told;
    }

    /** Tells the waiter, once. */
    void tell() {
        Object told = WAITER.getAndSet(this, null);
        if (told instanceof Thread thread) {
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        } else if (told != null) {
            ((Runnable) told).run();
        }
    }

    /** Whether nobody was told yet. */
    boolean isWaitedFor() {
        return waiter != null;
    }
}
