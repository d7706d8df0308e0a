package io.github.once4j.runtime;

import io.github.once4j.runtime.HeldLease.State;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/**
 * The last phase of a lease: gives the key back, and again in the background while that was not answered and the key may
 * still live.
 */
final class Releasing {
    private final Engine engine;

    Releasing(Engine engine) {
        this.engine = engine;
    }

    /** Gives a key back for the thread of a body, and waits for the answer, bounded and whatever interrupts it. */
    void releaseAndWait(HeldLease lease) {
        if (!engine.waitsForRelease) {
            releaseWithoutWaiting(lease);
        } else if (lease.release(Thread.currentThread())) {
            await(lease);
            engine.events.released(lease);
        }
    }

    void releaseWithoutWaiting(HeldLease lease) {
        lease.release((Runnable) () -> engine.events.releasedLater(lease));
    }

    private void await(HeldLease lease) {
        boolean interrupted = false;
        long bound = engine.time.nanoTime() + 2 * lease.times.commandTimeout; // the sending thread tells after one
        while (lease.isWaitedFor() && engine.time.nanoTime() - bound < 0) {
            LockSupport.parkNanos(this, lease.times.commandTimeout);
            interrupted |= Thread.interrupted(); // with the flag set, park would not wait
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts to give a key back; answers whether there was one to give back. */
    boolean start(HeldLease lease, Object told) {
        if (lease.move(State.HELD, State.RELEASING)) {
            engine.holdings.remove(lease);
            lease.tellNext(told);
            sendAwaited(lease, lease.times.holdAtLeast == 0 ? lease.startedAt : engine.time.nanoTime());
            return true;
        }
        if (lease.move(State.LOST, State.DONE)) {
            // The key may hold the token still, for a margin or until a partition ends; another's is not touched.
            send(lease, lease.times.keep(lease.startedAt, engine.time.nanoTime()));
        }
        return false;
    }

    /** The sending thread looks at it: no answer came, or the pause after a failure is over. */
    void act(HeldLease lease, boolean overdue) {
        if (overdue) {
            failed(lease, Acquiring.unanswered("no answer", lease.times.commandTimeout));
        } else if (engine.time.nanoTime() - lease.sentAt >= lease.times.acquireTtlNanos) {
            answered(lease); // the key has ended by itself
        } else {
            sendAwaited(lease, engine.time.nanoTime());
        }
    }

    /** Sends a release; the time counts only for a key that is to be kept, and a reading of the clock is not for nothing. */
    private void sendAwaited(HeldLease lease, long now) {
        CompletionStage<Boolean> stage;
        try {
            stage = engine.client.release(lease.storedKey, lease, lease.times.keep(lease.startedAt, now));
        } catch (RuntimeException thrown) {
            failed(lease, thrown);
            return;
        }
        if (Stages.answer(stage) != null) {
            answered(lease);
        } else {
            lease.sent(engine.time.nanoTime());
            stage.whenComplete((was, thrown) -> {
                if (was != null) {
                    answered(lease);
                } else {
                    failed(lease, Stages.cause(thrown));
                }
            });
        }
    }

    private void answered(HeldLease lease) {
        if (lease.move(State.RELEASING, State.DONE)) {
            engine.ended(lease);
            lease.tell();
        }
    }

    /** The caller waits no longer; the release is sent again until the key has ended by itself. */
    private void failed(HeldLease lease, Throwable failure) {
        if (!lease.is(State.RELEASING)) {
            return;
        }
        lease.idleUntil(engine.time.nanoTime() + lease.times.retry);
        if (lease.isWaitedFor()) {
            engine.failed(lease, "release", failure);
            lease.tell();
        }
    }

    /** Ends a lease in whatever state, since its guard ends, and sends a last release. */
    CompletableFuture<Boolean> giveBack(HeldLease lease) {
        lease.abandon(new CancellationException("its guard was closed"));
        boolean held = lease.is(State.HELD) || lease.is(State.RELEASING);
        lease.lose("its guard was closed");
        try {
            Duration keep = held ? lease.times.keep(lease.startedAt, engine.time.nanoTime()) : Duration.ZERO;
            return engine.client.release(lease.storedKey, lease, keep).toCompletableFuture();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** Sends a release whose answer nobody waits for. */
    void send(HeldLease lease, Duration keep) {
        try {
            var unused = engine.client.release(lease.storedKey, lease, keep);
        } catch (RuntimeException thrown) {
            engine.failed(lease, "release", thrown);
        }
    }
}
