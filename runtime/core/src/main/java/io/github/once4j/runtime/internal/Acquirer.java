package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Refusal;
import io.github.once4j.runtime.internal.State.Rejected;
import io.github.once4j.runtime.internal.State.Unknown;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.TryAgainException;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The first phase of a lease: asks for the key, again with the same token while no reply comes, until there is an outcome;
 * cleans up after an outcome that is unknown.
 */
final class Acquirer {
    private final SafeClient client;
    private final GuardScheduler clock;
    private final TimerWheel<HeldLease> wheel;
    private final HeldKeys heldKeys;
    private final Releaser releaser;
    private final Reporter reporter;
    private final WaitQueues queues;

    Acquirer(
            SafeClient client,
            GuardScheduler clock,
            TimerWheel<HeldLease> wheel,
            HeldKeys heldKeys,
            Releaser releaser,
            Reporter reporter,
            WaitQueues queues) {
        this.client = client;
        this.clock = clock;
        this.wheel = wheel;
        this.heldKeys = heldKeys;
        this.releaser = releaser;
        this.reporter = reporter;
        this.queues = queues;
    }

    /**
     * Sends the first request for a key, whose lease is in the wheel already: nothing that is under way can be forgotten.
     *
     * @param here the lease that holds the key here, as far as is known: the reply tells whether it still does
     */
    void start(HeldLease lease, @Nullable HeldLease here) {
        if (!lease.waits() || !queues.joins(lease)) {
            send(lease, lease.startedAt, here);
        }
    }

    /** A waiting lease is due: its bound is over, or it is its turn to ask. */
    void dueWhileWaiting(HeldLease lease) {
        if (queues.isTurnOf(lease)) {
            askAgain(lease, lease.startedAt);
        }
    }

    /** A run of this guard has ended: the first of those that wait for its key asks at once. */
    void released(String storedKey) {
        HeldLease next = queues.released(storedKey);
        if (next != null) {
            askAgain(next, next.startedAt);
        }
    }

    private void askAgain(HeldLease lease, long now) {
        lease.awaitReply(now);
        send(lease, now, null);
    }

    /** The lease is due: no reply came, or the pause after a failure is over. */
    void due(HeldLease lease) {
        if (lease.isAwaitingReply()) {
            failed(lease, lease.commandAt(), Reporter.timedOut("no reply", lease.times.commandTimeout));
        } else {
            askAgain(lease, clock.nanoTime());
        }
    }

    private void send(HeldLease lease, long now, @Nullable HeldLease here) {
        lease.attempts++;
        CompletionStage<AcquireResult> stage = client.acquire(new AcquireRequest(
                lease.storedKey, lease, lease.times.acquireTtl, lease.method.fenced(), lease.wantsRemaining));
        AcquireResult result = Stages.result(stage);
        if (result != null) {
            replied(lease, now, result, here);
        } else {
            Stages.whenComplete(stage, (later, thrown) -> {
                if (later != null) {
                    replied(lease, now, later, here);
                } else {
                    failed(lease, now, Stages.cause(thrown));
                }
            });
        }
    }

    private void replied(HeldLease lease, long sent, AcquireResult result, @Nullable HeldLease here) {
        if (here != null
                && !(result instanceof AcquireResult.Busy busy
                        && busy.holder().value().equals(here.text()))) {
            reporter.lose(here, Reason.TAKEN);
        }
        if (!lease.is(Phase.ACQUIRING)) {
            lateReply(lease);
        } else if (result instanceof AcquireResult.Busy busy) {
            var rejected = new Rejected(busy.holder());
            if (lease.attempts > 1) {
                giveUp(lease, rejected); // an earlier attempt may still be executed when the holder has gone
            } else if (lease.waits()) {
                queues.busy(lease, busy.holder());
            } else {
                settle(lease, rejected);
            }
        } else {
            granted(lease, sent, result);
        }
    }

    /** Perhaps a grant for an acquisition that nobody waits for any more; but perhaps the lease that an earlier attempt got. */
    private void lateReply(HeldLease lease) {
        if (lease.isCleaningUp() || lease.hasEnded()) {
            releaser.undo(lease);
        }
    }

    private void granted(HeldLease lease, long sent, AcquireResult result) {
        if (clock.nanoTime() - sent >= lease.times.acceptWithin) {
            giveUp(lease, new Failed(Reporter.timedOut("the reply did not come", lease.times.acceptWithin)));
            return;
        }
        OptionalLong fence = result instanceof AcquireResult.Stored stored
                ? stored.fence()
                : ((AcquireResult.AlreadyOwned) result).fence();
        if (lease.granted(sent, fence)) {
            heldKeys.put(lease);
            leaveQueue(lease);
            lease.notifySettled();
        } else {
            lateReply(lease);
        }
    }

    private void failed(HeldLease lease, long sent, Throwable failure) {
        if (!lease.is(Phase.ACQUIRING) || !lease.isAwaited(sent)) {
            return;
        }
        if (failure instanceof NotExecutedException) {
            lease.attempts--;
        }
        boolean nothingExecuted = lease.attempts == 0;
        long again = clock.nanoTime() + lease.times.retry;
        boolean mayRepeat = !nothingExecuted || failure instanceof TryAgainException;
        if (mayRepeat && again - lease.giveUpAt() < 0) {
            lease.idleUntil(again);
        } else if (nothingExecuted) {
            settle(lease, new Failed(failure));
        } else {
            giveUp(lease, new Failed(failure));
        }
    }

    /**
     * Waits for the outcome on the thread of a synchronous call. An interrupt ends the wait and stays set.
     *
     * @return false if there was nothing to wait for: what the reply was checked against holds
     */
    boolean awaits(HeldLease lease) {
        if (!isOpen(lease)) {
            return false;
        }
        long longest = Math.max(lease.times.waitAtMost, lease.times.acquireTimeout) + lease.times.acquireTimeout;
        while (isOpen(lease)) {
            LockSupport.parkNanos(this, lease.times.acquireTimeout);
            if (Thread.currentThread().isInterrupted()) {
                giveUp(lease, new Failed(new InterruptedException("interrupted while waiting for the backend")));
            } else if (clock.nanoTime() - lease.calledAt > longest) {
                giveUp(lease, new Failed(Reporter.timedOut("no outcome", longest))); // the sending thread is blocked
            }
        }
        return true;
    }

    private static boolean isOpen(HeldLease lease) {
        State state = lease.state();
        return state == Phase.ACQUIRING || state == Phase.GRANTED || state instanceof State.Waiting;
    }

    private void settle(HeldLease lease, Refusal outcome) {
        if (lease.move(Phase.ACQUIRING, outcome)) {
            leaveQueue(lease);
            lease.refused(wheel);
        }
    }

    private void leaveQueue(HeldLease lease) {
        if (lease.isQueued) {
            queues.leave(lease);
        }
    }

    /**
     * Ends an acquisition that may have stored its token, or may still do so: what is sent for it now is answered to nobody.
     *
     * @return whether it was given up, now or before; false if it has another outcome
     */
    boolean giveUp(HeldLease lease, Refusal why) {
        if (why instanceof Failed failed && queues.abandon(lease, failed.cause())) {
            return true;
        }
        if (lease.move(Phase.ACQUIRING, new Unknown(why))) {
            leaveQueue(lease);
            cleanUp(lease);
            lease.notifySettled();
        }
        return lease.isCleaningUp();
    }

    /** Sends a release now, after a command time-out, and after half the lease; what is left then expires by itself. */
    void cleanUp(HeldLease lease) {
        long now = clock.nanoTime();
        switch (lease.cleanUps++) {
            case 0 -> lease.idleUntil(now + lease.times.commandTimeout);
            case 1 -> lease.idleUntil(now + lease.times.acquireTtlNanos / 2);
            default -> {
                wheel.remove(lease);
                AsyncRun run = lease.asyncRun();
                if (run != null) {
                    run.expired(); // the executor has dropped the task that completes its result
                }
            }
        }
        releaser.undo(lease);
    }

    /** Why an acquisition failed, for messages; {@code null} if a key is merely held. */
    static @Nullable Throwable failure(HeldLease lease) {
        return lease.refusal() instanceof Failed failed ? failed.cause() : null;
    }
}
