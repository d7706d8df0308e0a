package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Refusal;
import io.github.once4j.runtime.internal.State.Rejected;
import io.github.once4j.runtime.internal.State.Waiting;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a guard that wait for a held key ({@code waitAtMost}): one queue for each key, first come, first served. Only the
 * head of a queue asks the backend: at once when a run of this guard ends, else after a growing pause, but not later than the
 * holder's lease expires. A waiter holds no thread; its lease stays in the wheel until its turn or its bound.
 */
final class WaitQueues {
    private static final long LONGEST_PAUSE = 1_000_000_000L;

    /** After a key should have expired: the clocks of backends count in milliseconds. */
    private static final long EXPIRED = 1_000_000L;

    /** So long before its bound a call does not ask any more: the reply would come too late. */
    private static final long LAST_ASK = 5_000_000L;

    private final GuardScheduler clock;
    private final TimerWheel<HeldLease> wheel;
    private final HeldKeys heldKeys;
    private final ConcurrentHashMap<String, WaitQueue> queues = new ConcurrentHashMap<>();

    WaitQueues(GuardScheduler clock, TimerWheel<HeldLease> wheel, HeldKeys heldKeys) {
        this.clock = clock;
        this.wheel = wheel;
        this.heldKeys = heldKeys;
    }

    /**
     * Lets a new call stand behind those that wait already, without asking the backend.
     *
     * @return false if nobody waits for its key, and this guard does not hold it: then the call asks
     */
    boolean joins(HeldLease lease) {
        HeldLease here = heldKeys.find(lease.storedKey);
        long now = clock.nanoTime();
        if (here != null && here.isHeld(now)) {
            waits(lease, HeldKeys.stored(here), now);
            return true;
        }
        WaitQueue queue = queues.isEmpty() ? null : queues.get(lease.storedKey);
        StoredLock holder = queue == null ? null : queue.holder;
        if (queue == null || holder == null) {
            return false;
        }
        waits(lease, holder, queue.heldAt);
        return true;
    }

    /** The backend said that the key is held: the lease waits, or does so again. */
    void busy(HeldLease lease, StoredLock holder) {
        if (isKeptForLonger(lease, holder)) {
            if (lease.move(Phase.ACQUIRING, new Rejected(holder))) {
                ended(lease);
            }
        } else {
            waits(lease, holder, lease.startedAt);
        }
    }

    /** A finished run keeps the key for longer than this call waits. */
    private boolean isKeptForLonger(HeldLease lease, StoredLock holder) {
        Optional<Duration> remaining = holder.remaining();
        return remaining.isPresent()
                && TokenFormat.isFinished(holder.value())
                && clock.nanoTime() + LeaseTimes.nanos(remaining.get()) - lease.waitUntil() > 0;
    }

    private void waits(HeldLease lease, StoredLock holder, long heldAt) {
        if (!lease.move(Phase.ACQUIRING, new Waiting(holder))) {
            return; // given up meanwhile
        }
        change(lease, queue -> {
            if (!lease.isQueued) {
                lease.isQueued = true;
                queue.waiters.addLast(lease);
            }
            queue.held(holder, heldAt);
            boolean isHead = queue.waiters.peekFirst() == lease;
            lease.idleUntil(isHead ? nextAsk(queue, lease, holder, clock.nanoTime()) : lease.waitUntil());
        });
        lease.sendInTime();
        if (!(lease.state() instanceof Waiting) && !lease.is(Phase.ACQUIRING)) {
            leave(lease); // given up before it stood in the queue; one that was woken meanwhile asks, and stays
        }
    }

    /**
     * At once if a run has ended here; else after a pause that grows and differs from process to process, or when the holder's
     * lease expires, if that is earlier.
     */
    private static long nextAsk(WaitQueue queue, HeldLease lease, StoredLock holder, long now) {
        if (queue.released) {
            return now;
        }
        long jittered = lease.times.pause(queue.pause, now);
        queue.pause = Math.min(queue.pause + queue.pause / 2, LONGEST_PAUSE);
        long expired =
                holder.remaining().map(left -> LeaseTimes.nanos(left) + EXPIRED).orElse(jittered);
        long at = now + Math.min(jittered, expired);
        return at - lease.waitUntil() + LAST_ASK < 0 ? at : lease.waitUntil();
    }

    /** After a pause, but not later than the bound of the wait. */
    private static long after(long pause, HeldLease lease, long now) {
        return now + Math.min(pause, lease.waitUntil() - now);
    }

    /**
     * Changes the queue of a key. What a waiter is planned for is written in there, too: whoever sees it in the queue finds, and may
     * replace, that plan.
     */
    private void change(HeldLease lease, Consumer<WaitQueue> change) {
        queues.compute(lease.storedKey, (key, found) -> {
            WaitQueue queue = found == null ? new WaitQueue() : found;
            change.accept(queue);
            return queue.waiters.isEmpty() ? null : queue;
        });
    }

    /**
     * A waiting lease is due.
     *
     * @return whether it is its turn to ask: its state is ACQUIRING then
     */
    boolean isTurnOf(HeldLease lease) {
        long now = clock.nanoTime();
        if (!(lease.state() instanceof Waiting waiting)) {
            return false;
        }
        if (now - lease.waitUntil() >= 0) {
            if (lease.move(waiting, refusal(lease, now))) {
                ended(lease);
            }
            return false;
        }
        boolean[] isTurn = new boolean[1];
        change(lease, queue -> {
            if (queue.waiters.peekFirst() != lease) {
                lease.idleUntil(lease.waitUntil());
                return;
            }
            queue.released = false;
            HeldLease here = heldKeys.find(lease.storedKey);
            if (here != null && here.isHeld(now)) {
                lease.idleUntil(after(LONGEST_PAUSE, lease, now)); // its release will wake this one
            } else {
                isTurn[0] = true;
            }
        });
        if (!isTurn[0]) {
            return false;
        }
        lease.restart(now);
        return lease.move(waiting, Phase.ACQUIRING);
    }

    /** The outcome of a call that has waited for as long as it may: locked only if its key was found held since it began. */
    private Refusal refusal(HeldLease lease, long now) {
        HeldLease here = heldKeys.find(lease.storedKey);
        if (here != null && here.isHeld(now)) {
            return new Rejected(HeldKeys.stored(here));
        }
        Refusal[] refusal = {new Failed(Reporter.timedOut("no reply to those who wait before it", now - lease.calledAt))
        };
        queues.computeIfPresent(lease.storedKey, (key, queue) -> {
            if (queue.holder != null && queue.heldAt - lease.calledAt >= 0) {
                refusal[0] = new Rejected(queue.holder);
            }
            return queue;
        });
        return refusal[0];
    }

    /** A run of this guard has ended. Returns the lease whose turn it is, its state being ACQUIRING; {@code null} if nobody waits. */
    @Nullable
    HeldLease released(String storedKey) {
        if (queues.isEmpty()) {
            return null;
        }
        HeldLease[] head = new HeldLease[1];
        queues.computeIfPresent(storedKey, (key, queue) -> {
            queue.released = true;
            queue.pause = WaitQueue.FIRST_PAUSE;
            head[0] = queue.waiters.peekFirst();
            return queue;
        });
        return head[0] != null && isTurnOf(head[0]) ? head[0] : null;
    }

    /** A lease has left the queue, with whatever outcome: the next one asks soon, or when the run ends that has begun now. */
    void leave(HeldLease lease) {
        HeldLease[] next = new HeldLease[1];
        queues.computeIfPresent(lease.storedKey, (key, queue) -> {
            boolean wasHead = queue.waiters.peekFirst() == lease;
            queue.waiters.remove(lease);
            lease.isQueued = false;
            if (lease.isAcquired() && !queue.waiters.isEmpty()) {
                queue.held(HeldKeys.stored(lease), clock.nanoTime());
            }
            HeldLease head = queue.waiters.peekFirst();
            if (wasHead && head != null) {
                queue.pause = WaitQueue.FIRST_PAUSE;
                if (head.state() instanceof Waiting) {
                    head.idleUntil(after(WaitQueue.FIRST_PAUSE, head, clock.nanoTime()));
                    next[0] = head;
                }
            }
            return queue.waiters.isEmpty() ? null : queue;
        });
        if (next[0] != null) {
            next[0].sendInTime();
        }
    }

    /**
     * Ends a wait: its thread was interrupted, its future cancelled, its guard closed. Nothing was stored.
     *
     * @return false if the lease does not wait
     */
    boolean abandon(HeldLease lease, Throwable why) {
        if (lease.state() instanceof Waiting waiting && lease.move(waiting, new Failed(why))) {
            ended(lease);
            return true;
        }
        return false;
    }

    private void ended(HeldLease lease) {
        leave(lease);
        lease.refused(wheel);
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return queues.isEmpty();
    }
}
