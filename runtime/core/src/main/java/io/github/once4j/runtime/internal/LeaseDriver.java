package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NxClient;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Drives the leases of a guard: one thread passes each lease that is due to the phase of its state, another one only checks
 * deadlines.
 */
final class LeaseDriver {
    private static final long WALL_CLOCK_JUMP_MILLIS = 500;

    private final NxClient client;
    private final GuardScheduler scheduler;
    private final TimerWheel<HeldLease> wheel;
    private final HeldKeys heldKeys;
    private final Acquirer acquirer;
    private final Renewer renewer;
    private final Releaser releaser;
    private final Reporter reporter;
    private final WheelSweeper sender;
    private final WheelSweeper watcher;
    private long wallClockAhead;

    LeaseDriver(
            NxClient client,
            GuardScheduler scheduler,
            TimerWheel<HeldLease> wheel,
            HeldKeys heldKeys,
            Acquirer acquirer,
            Renewer renewer,
            Releaser releaser,
            Reporter reporter) {
        this.client = client;
        this.scheduler = scheduler;
        this.wheel = wheel;
        this.heldKeys = heldKeys;
        this.acquirer = acquirer;
        this.renewer = renewer;
        this.releaser = releaser;
        this.reporter = reporter;
        this.wallClockAhead = wallClockAhead();
        this.sender = new Sender();
        this.watcher = new Watcher();
    }

    /** Runs on the thread that sends. */
    private final class Sender extends WheelSweeper {
        /** What becomes due within it is sent together, instead of one wake-up and one command for each lease. */
        private static final long SHORTEST_PAUSE = 20_000_000L;

        Sender() {
            super(wheel, scheduler);
        }

        @Override
        long sweep(long now) {
            renewAfterSuspension();
            renewMet(now);
            TimerWheel.Found<HeldLease> found = wheel.due(now);
            act(found.nodes());
            found.nodes().forEach(wheel::bringForward);
            return found.nodes().isEmpty() ? found.pause() : 0;
        }

        @Override
        void after(long nanos, Runnable task) {
            scheduler.scheduleSend(Math.max(nanos, SHORTEST_PAUSE), task);
        }

        @Override
        WheelSweeper other() {
            return watcher;
        }
    }

    /** Runs on the thread that checks deadlines. */
    private final class Watcher extends WheelSweeper {
        Watcher() {
            super(wheel, scheduler);
        }

        @Override
        long sweep(long now) {
            TimerWheel.Found<HeldLease> found = wheel.overdue(now);
            found.nodes().forEach(LeaseDriver.this::checkDeadline);
            return found.pause();
        }

        @Override
        void after(long nanos, Runnable task) {
            scheduler.scheduleDeadline(nanos, task);
        }

        @Override
        WheelSweeper other() {
            return sender;
        }
    }

    /**
     * Looks after a lease from now on.
     *
     * @throws RuntimeException or an error, if a thread cannot be started; the lease is not looked after then
     */
    void register(HeldLease lease) {
        wheel.add(lease);
        boolean awake = false;
        try {
            sender.wake(lease.startedAt);
            watcher.wake(lease.startedAt);
            awake = true;
        } finally {
            if (!awake) {
                wheel.remove(lease);
            }
        }
    }

    /** Sends what is due at a time then, and not with a later sweep: the head of a queue asks when a key may be free. */
    void sendBy(long due) {
        sender.sweepBy(due);
    }

    /** Whether a thread is one that looks after leases, and must not be blocked. */
    boolean isRunningOn(Thread thread) {
        return sender.isRunningOn(thread) || watcher.isRunningOn(thread);
    }

    /** Handles leases that are due. */
    void act(List<HeldLease> due) {
        List<HeldLease> renewals = new ArrayList<>();
        for (HeldLease lease : due) {
            try {
                if (lease.isAwaitingReply()) {
                    client.onTimeout(lease.storedKey, Duration.ofNanos(scheduler.nanoTime() - lease.commandAt()));
                }
                if (lease.broken != null) {
                    end(lease, lease.broken);
                }
                if (lease.is(Phase.HELD)) {
                    renewals.add(lease);
                } else {
                    act(lease);
                }
            } catch (Throwable thrown) { // out of memory, most likely: the others must not wait for it
                Log.log(Level.ERROR, "A command could not be sent; it is tried again", thrown);
            }
        }
        if (!renewals.isEmpty()) {
            renewer.renew(renewals);
        }
    }

    private void act(HeldLease lease) {
        if (lease.is(Phase.ACQUIRING)) {
            acquirer.due(lease);
        } else if (lease.state() instanceof State.Waiting) {
            acquirer.dueWhileWaiting(lease);
        } else if (lease.is(Phase.RELEASING)) {
            releaser.due(lease);
        } else if (lease.isCleaningUp()) {
            acquirer.cleanUp(lease);
        } else if (!lease.is(Phase.GRANTED)) {
            wheel.remove(lease);
            expire(lease);
        }
    }

    /** Ends a lease in whose code a thread of the user threw something: nobody else does. */
    private void end(HeldLease lease, Throwable thrown) {
        acquirer.giveUp(lease, new Failed(thrown));
        if (lease.is(Phase.HELD) && releaser.start(lease, null)) {
            reporter.ended(lease, thrown);
        }
        expire(lease);
    }

    /** Completes the result of an asynchronous call whose executor has dropped the task that does it. */
    private static void expire(HeldLease lease) {
        AsyncRun run = lease.asyncRun();
        if (run != null) {
            run.expired();
        }
    }

    /** The deadline may be over: then nobody can have renewed the lease. */
    void checkDeadline(HeldLease lease) {
        long now = scheduler.nanoTime();
        if (lease.is(Phase.HELD) && now - lease.deadline() >= 0) {
            reporter.lose(lease, lease.times.isOver(lease.startedAt, now) ? Reason.HELD_AT_MOST : Reason.UNREACHABLE);
        }
    }

    /** The monotonic clock may stand still while a machine is suspended: what is held is renewed at once. */
    private void renewAfterSuspension() {
        long ahead = wallClockAhead();
        if (Math.abs(ahead - wallClockAhead) > WALL_CLOCK_JUMP_MILLIS) {
            long now = scheduler.nanoTime();
            for (HeldLease lease : wheel.all(each -> each.is(Phase.HELD))) {
                if (lease.dueAt() - now < LeaseTimes.NEVER / 2) {
                    lease.idleUntil(now);
                }
            }
        }
        wallClockAhead = ahead;
    }

    /** Whether keys are still held that calls were told are: a renewal asks, and what is due at the same time is sent together. */
    private void renewMet(long now) {
        for (HeldLease lease : heldKeys.takeMet(now)) {
            if (!lease.isAwaitingReply()) {
                lease.idleWhileHeld(now, now);
            }
        }
    }

    private long wallClockAhead() {
        return scheduler.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(scheduler.nanoTime());
    }
}
