package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Refusal;
import io.github.once4j.runtime.internal.State.Unknown;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The state of an acquisition and its times, from before its first command until nothing of it is left. The state is one
 * reference, and each transition a compare-and-set, which carries the reason of a refusal with it.
 */
abstract class LeaseState extends WheelNode {
    private static final long NO_COMMAND = Long.MIN_VALUE;

    private static final AtomicReferenceFieldUpdater<LeaseState, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(LeaseState.class, State.class, "state");

    private static final AtomicLongFieldUpdater<LeaseState> DEADLINE =
            AtomicLongFieldUpdater.newUpdater(LeaseState.class, "deadline");
    private static final AtomicLongFieldUpdater<LeaseState> DUE_AT =
            AtomicLongFieldUpdater.newUpdater(LeaseState.class, "dueAt");
    private static final AtomicLongFieldUpdater<LeaseState> COMMAND_AT =
            AtomicLongFieldUpdater.newUpdater(LeaseState.class, "commandAt");

    final LeaseTimes times;

    /** When the call began. */
    final long calledAt;

    /** When the key was requested; for a call that waits, the last time. */
    long startedAt;

    /** Whether the body has ended normally. */
    boolean succeeded;

    /** Whether a release has failed: the next one waits for its time, and nobody waits for its reply. */
    volatile boolean releaseFailed;

    /** Whether it stands in a queue of {@link WaitQueues}, or did so. */
    boolean isQueued;

    volatile State state;
    private volatile long deadline;
    volatile long dueAt;

    /** When the command was sent that is waited for. */
    private volatile long commandAt;

    /** When the command was sent from which the time to live counts. */
    private long sentAt;

    /** How many commands of the acquisition the backend may have executed, or may still execute. */
    int attempts;

    /** How many commands cleaned up after the acquisition. */
    byte cleanUps;

    /** Its volatile fields are written without fences, 20 of 265 ns of a call in memory: the lock of the wheel publishes them. */
    @SuppressWarnings("NullAway.Init") // the state, by its updater
    LeaseState(LeaseTimes times, long startedAt) {
        this.times = times;
        this.calledAt = startedAt;
        this.startedAt = startedAt;
        STATE.lazySet(this, Phase.ACQUIRING);
        COMMAND_AT.lazySet(this, startedAt);
        DUE_AT.lazySet(this, startedAt + times.commandTimeout);
        DEADLINE.lazySet(this, startedAt); // over, until the key is granted
    }

    /** Whether the call waits for a held key. */
    final boolean waits() {
        return times.waitAtMost > 0;
    }

    /** When a call that waits is answered as locked. */
    final long waitUntil() {
        return calledAt + times.waitAtMost;
    }

    /** When an acquisition gives up whose outcome is unknown: at its bound if it waits, but not before one command time-out. */
    final long giveUpAt() {
        return waits() ? calledAt + Math.max(times.waitAtMost, times.commandTimeout) : startedAt + times.acquireTimeout;
    }

    /** The key is requested again: the lease counts from now on. */
    void restart(long now) {
        startedAt = now;
        attempts = 0;
    }

    /** Moves this node to its place in the wheel. */
    abstract void place();

    // ---- transitions

    final boolean is(State expected) {
        return state == expected;
    }

    final State state() {
        return state;
    }

    final boolean move(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }

    final boolean isAcquired() {
        State now = state;
        return now == Phase.HELD || now == Phase.LOST;
    }

    /** Whether its body has ended, and its last release was sent, or is being sent. */
    final boolean hasEnded() {
        State now = state;
        return now == Phase.DONE || now == Phase.ENDING;
    }

    /** Whether nothing is to be done for the key any more. */
    final boolean isOver() {
        return hasEnded() || state instanceof Refusal;
    }

    /** Whether only the clean-up is left: no body waits for it. */
    final boolean isCleaningUp() {
        return state instanceof Unknown;
    }

    /** Why the key was not acquired; {@code null} if it was, or if that is still open. */
    final @Nullable Refusal refusal() {
        State now = state;
        return now instanceof Unknown unknown ? unknown.refusal() : now instanceof Refusal refusal ? refusal : null;
    }

    /** The key is held, according to a reply to the command sent then. Returns false if the acquisition has an outcome already. */
    final boolean grant(long sent) {
        if (!move(Phase.ACQUIRING, Phase.GRANTED)) {
            return false;
        }
        long before = dueAt;
        try {
            confirm(sent, times.acquireTtlNanos);
            DUE_AT.lazySet(this, times.firstRenewalAt(sent, startedAt));
        } finally {
            state = Phase.HELD; // whatever was thrown, GRANTED must not last; the deadline is over then
        }
        if (lookAt() - before < 0) {
            place(); // the deadline counts from now on, and may be the earliest
        }
        return true;
    }

    /** The key was renewed by the command sent then. */
    final void renewed(long sent, long ttl, long now) {
        confirm(sent, ttl);
        dueAt = times.renewAt(sent, now);
        place(); // now, while it is at hand: else both sweepers would visit it when no reply is awaited
        if (state != Phase.HELD) {
            idleUntil(now); // the plan of a later state, such as a release, may have been overwritten
        }
    }

    /** The key lives for {@code ttl} from then, at least; nothing is waited for. The fence follows, with the next renewal or the state. */
    private void confirm(long sent, long ttl) {
        sentAt = sent;
        DEADLINE.lazySet(this, times.deadline(sent, ttl));
        COMMAND_AT.lazySet(this, NO_COMMAND);
    }

    // ---- the plan

    /** A command was sent, and is waited for. */
    final void awaitReply(long sent) {
        long timeout = sent + times.commandTimeout;
        plan(sent, isQueued && state == Phase.ACQUIRING && giveUpAt() - timeout < 0 ? giveUpAt() : timeout);
    }

    /** No command is under way; the next one is due then. */
    final void idleUntil(long when) {
        plan(NO_COMMAND, when);
    }

    /** As {@link #idleUntil}, unless the lease has left HELD meanwhile: the plan of a later state must not be overwritten. */
    final void idleWhileHeld(long when, long now) {
        idleUntil(when);
        if (state != Phase.HELD) {
            idleUntil(now);
        }
    }

    private void plan(long command, long due) {
        long before = lookAt();
        COMMAND_AT.lazySet(this, command);
        dueAt = due;
        if (lookAt() - before < 0) {
            place();
        }
    }

    /** Whether a reply is that of the command that is waited for, not of an earlier one. */
    final boolean isAwaited(long sent) {
        return commandAt == sent;
    }

    final boolean isAwaitingReply() {
        return commandAt != NO_COMMAND;
    }

    final long commandAt() {
        return commandAt;
    }

    final long sentAt() {
        return sentAt;
    }

    @Override
    final long dueAt() {
        return dueAt;
    }

    @Override
    final long deadline() {
        return state == Phase.HELD ? deadline : startedAt + LeaseTimes.NEVER;
    }

    @Override
    final long lookAt() {
        long due = dueAt;
        return state == Phase.HELD && deadline - due < 0 ? deadline : due;
    }

    final boolean isHeld(long now) {
        return state == Phase.HELD && now - deadline < 0;
    }

    /** How long the lease is certainly held; zero or less if it is not. */
    final long remaining(long now) {
        return state == Phase.HELD ? deadline - now : 0;
    }
}
