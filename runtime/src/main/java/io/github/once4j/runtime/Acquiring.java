package io.github.once4j.runtime;

import io.github.once4j.runtime.HeldLease.State;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The first phase of a lease: asks for the key, with the same token again while no answer comes, until there is an outcome;
 * cleans up after one that is not known.
 */
final class Acquiring {
    private final Engine engine;

    Acquiring(Engine engine) {
        this.engine = engine;
    }

    /** Sends for the key. Registered first: nothing that is under way can be forgotten. */
    void start(HeldLease lease) {
        engine.register(lease);
        send(lease, lease.startedAt);
    }

    /** The sending thread looks at it: no answer came, or the pause after a failure is over. */
    void act(HeldLease lease, boolean overdue) {
        if (overdue) {
            failed(lease, lease.commandAt(), unanswered("no answer", lease.times.commandTimeout));
        } else {
            long now = engine.time.nanoTime();
            lease.sent(now);
            send(lease, now);
        }
    }

    private void send(HeldLease lease, long now) {
        lease.attempts++;
        CompletionStage<Acquired> stage;
        try {
            stage = engine.client.acquire(new Acquire(
                    lease.storedKey, lease, lease.times.acquireTtl, lease.method.fenced(), lease.asksRemaining));
        } catch (RuntimeException thrown) {
            failed(lease, now, thrown);
            return;
        }
        Acquired answer = Stages.answer(stage);
        if (answer != null) {
            answered(lease, now, answer);
        } else {
            stage.whenComplete((later, thrown) -> {
                if (later != null) {
                    answered(lease, now, later);
                } else {
                    failed(lease, now, Stages.cause(thrown));
                }
            });
        }
    }

    private void answered(HeldLease lease, long sent, Acquired answer) {
        if (lease.is(State.ACQUIRING)) {
            if (answer instanceof Acquired.Busy found) {
                busy(lease, found.held());
            } else {
                granted(lease, sent, answer);
            }
        } else {
            lateAnswer(lease);
        }
    }

    /** A yes, perhaps, to an attempt that nobody waits for any more; but it may be the lease that an earlier one got. */
    private void lateAnswer(HeldLease lease) {
        if (lease.is(State.UNKNOWN) || lease.is(State.DONE)) {
            engine.releasing.send(lease, Duration.ZERO);
        }
    }

    private void busy(HeldLease lease, Held held) {
        lease.refusedBy(held);
        if (lease.attempts > 1) {
            giveUp(lease, held); // an earlier attempt may still be executed, when the holder has gone
        } else {
            settle(lease, State.REJECTED);
        }
    }

    private void granted(HeldLease lease, long sent, Acquired answer) {
        long late = engine.time.nanoTime() - sent;
        if (late >= lease.times.acceptWithin) {
            giveUp(lease, unanswered("the answer did not come", lease.times.acceptWithin));
            return;
        }
        OptionalLong fence =
                answer instanceof Acquired.Stored stored ? stored.fence() : ((Acquired.Mine) answer).fence();
        if (lease.granted(sent, fence)) {
            engine.holdings.put(lease);
            lease.tell();
        } else {
            lateAnswer(lease);
        }
    }

    private void failed(HeldLease lease, long sent, Throwable failure) {
        if (!lease.is(State.ACQUIRING) || !lease.isAwaited(sent)) {
            return;
        }
        if (failure instanceof NotExecutedException && lease.attempts == 1) {
            lease.refusedBy(failure);
            settle(lease, State.FAILED);
            return;
        }
        long again = engine.time.nanoTime() + lease.times.retry;
        if (again - lease.startedAt >= lease.times.acquireTimeout) {
            giveUp(lease, failure);
        } else {
            lease.idleUntil(again);
        }
    }

    /** Waits for the outcome, on the thread of a sync call. An interrupt ends the wait, and leaves the flag set. */
    void await(HeldLease lease) {
        if (!isOpen(lease)) {
            return;
        }
        long longest = 2 * lease.times.acquireTimeout;
        while (isOpen(lease)) {
            LockSupport.parkNanos(this, lease.times.acquireTimeout);
            if (Thread.currentThread().isInterrupted()) {
                giveUp(lease, new InterruptedException("interrupted while waiting for the backend"));
            } else if (engine.time.nanoTime() - lease.startedAt > longest) {
                giveUp(lease, unanswered("no outcome", longest)); // the sending thread is stuck
            }
        }
        lease.watch(); // this thread may have been stopped for as long as the lease
    }

    private static boolean isOpen(HeldLease lease) {
        return lease.is(State.ACQUIRING) || lease.is(State.GRANTED);
    }

    private void settle(HeldLease lease, State outcome) {
        if (lease.move(State.ACQUIRING, outcome)) {
            engine.ended(lease);
            lease.tell();
        }
    }

    /**
     * Ends an acquisition with something left behind, perhaps: what is sent for it now comes back to nobody.
     *
     * @return false if it has an outcome already
     */
    boolean giveUp(HeldLease lease, Object why) {
        if (!lease.is(State.ACQUIRING)) {
            return false;
        }
        lease.refusedBy(why);
        if (!lease.move(State.ACQUIRING, State.UNKNOWN)) {
            return false;
        }
        cleanUp(lease);
        lease.tell();
        return true;
    }

    /** Sends a release now, after a command time-out, and after half the lease; then what is left ends by itself. */
    void cleanUp(HeldLease lease) {
        long now = engine.time.nanoTime();
        switch (lease.cleanUps++) {
            case 0 -> lease.idleUntil(now + lease.times.commandTimeout);
            case 1 -> lease.idleUntil(now + lease.times.acquireTtlNanos / 2);
            default -> {
                if (lease.move(State.UNKNOWN, State.DONE)) {
                    engine.ended(lease);
                }
            }
        }
        engine.releasing.send(lease, Duration.ZERO);
        engine.wakeCloser();
    }

    static TimeoutException unanswered(String what, long withinNanos) {
        return new TimeoutException(
                what + " within " + Duration.ofNanos(withinNanos).toMillis() + " ms");
    }
}
