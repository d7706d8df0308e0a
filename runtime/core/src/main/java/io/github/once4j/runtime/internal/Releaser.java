package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceListener.BackendFailed.Operation;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.ReleaseRequest;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The last phase of a lease: releases the key, and again in the background while no reply came and the key may still live.
 */
final class Releaser {
    private final SafeClient client;
    private final GuardScheduler clock;
    private final TimerWheel<HeldLease> wheel;
    private final HeldKeys heldKeys;
    private final Reporter reporter;

    Releaser(
            SafeClient client,
            GuardScheduler clock,
            TimerWheel<HeldLease> wheel,
            HeldKeys heldKeys,
            Reporter reporter) {
        this.client = client;
        this.clock = clock;
        this.wheel = wheel;
        this.heldKeys = heldKeys;
        this.reporter = reporter;
    }

    /**
     * Starts to release a key whose body has ended.
     *
     * @param waiter waits for the reply; {@code null} if nobody does
     * @return false if the lease had ended already or was lost; then nobody is notified
     */
    boolean start(HeldLease lease, @Nullable Object waiter) {
        if (lease.move(Phase.HELD, Phase.RELEASING)) {
            heldKeys.remove(lease);
            lease.forgetActions();
            lease.awaitedBy(waiter);
            sendAwaited(lease, lease.times.mayKeep() ? clock.nanoTime() : lease.startedAt);
            return true;
        }
        if (lease.move(Phase.LOST, Phase.ENDING)) {
            // The key may still hold the token, for a margin or until a partition ends; another's is not touched.
            Stages.whenComplete(
                    release(lease, lease.times.keep(lease.startedAt, clock.nanoTime(), false)),
                    (held, thrown) -> lease.move(Phase.ENDING, Phase.DONE));
        }
        return false;
    }

    /** Waits for the reply to a release, for a bounded time and whatever interrupts it. */
    void await(HeldLease lease) {
        if (!lease.isAwaited()) {
            return; // the reply was there at once
        }
        boolean interrupted = false;
        long bound = clock.nanoTime() + 2 * lease.times.commandTimeout; // the sending thread notifies after one
        while (lease.isAwaited() && clock.nanoTime() - bound < 0) {
            LockSupport.parkNanos(this, lease.times.commandTimeout);
            interrupted |= Thread.interrupted(); // with the flag set, park would not wait
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lease is due: no reply came, or the pause after a failure is over. */
    void due(HeldLease lease) {
        if (lease.isAwaitingReply()) {
            failed(lease, Reporter.timedOut("no reply", lease.times.commandTimeout));
        } else if (clock.nanoTime() - lease.sentAt() >= lease.times.acquireTtlNanos) {
            replied(lease); // the key has expired
        } else {
            sendAwaited(lease, clock.nanoTime());
        }
    }

    /** Sends a release. The time matters only for holdAtLeast: reading the clock costs, so any time will do without one. */
    private void sendAwaited(HeldLease lease, long now) {
        CompletionStage<Boolean> stage = release(lease, lease.times.keep(lease.startedAt, now, lease.succeeded));
        if (Stages.result(stage) != null) {
            replied(lease);
        } else {
            lease.awaitReply(clock.nanoTime());
            Stages.whenComplete(stage, (held, thrown) -> {
                if (held != null) {
                    replied(lease);
                } else {
                    failed(lease, Stages.cause(thrown));
                }
            });
        }
    }

    private void replied(HeldLease lease) {
        if (!lease.move(Phase.RELEASING, Phase.DONE)) {
            return;
        }
        AsyncRun run = lease.asyncRun();
        if (run != null && !run.isCompleted()) {
            lease.idleUntil(completedBy(lease)); // unless its result is completed before, see finished
        } else {
            wheel.remove(lease);
        }
        lease.notifyReleased();
        lease.ended();
    }

    /** When the executor is not waited for any more, which completes a result. It got that task when the first release timed out. */
    private long completedBy(HeldLease lease) {
        long now = clock.nanoTime();
        return lease.releaseFailed
                ? Math.max(now + lease.times.retry, lease.sentAt() + lease.times.acquireTtlNanos)
                : now + lease.times.lease;
    }

    /** The result of an asynchronous run was completed, or never will be: nothing looks after the lease any more. */
    void finished(HeldLease lease) {
        if (lease.isOver()) {
            wheel.remove(lease);
        }
    }

    /** Leaves a key to expire with its lease: its body may still run, but its end cannot be observed. */
    void leave(HeldLease lease) {
        if (lease.move(Phase.HELD, Phase.DONE)) {
            heldKeys.remove(lease);
            wheel.remove(lease);
        }
    }

    /** The caller waits no longer; the release is retried until the key has expired. */
    private void failed(HeldLease lease, Throwable failure) {
        if (!lease.is(Phase.RELEASING)) {
            return;
        }
        lease.releaseFailed = true;
        lease.idleUntil(clock.nanoTime() + lease.times.retry);
        if (lease.isAwaited()) {
            reporter.failed(lease, Operation.RELEASE, failure);
            lease.notifyReleased();
        }
    }

    /** Releases what an acquisition may have stored that got no lease; nobody waits for the reply. */
    void undo(HeldLease lease) {
        release(lease, Duration.ZERO);
    }

    private CompletionStage<Boolean> release(HeldLease lease, Duration keep) {
        return client.release(new ReleaseRequest(lease.storedKey, lease, keep));
    }
}
