package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Waiting;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NxClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The shutdown of a guard: takes no new calls, waits for running bodies, ends the leases of those that still run, and never
 * releases a key under a running body.
 */
final class Shutdown {
    private final GuardSettings settings;
    private final NxClient client;
    private final GuardScheduler scheduler;
    private final TimerWheel<HeldLease> wheel;
    private final Acquirer acquirer;
    private final Releaser releaser;
    private final Reporter reporter;
    private final CallExecutor calls;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);

    Shutdown(
            GuardSettings settings,
            NxClient client,
            TimerWheel<HeldLease> wheel,
            Acquirer acquirer,
            Releaser releaser,
            Reporter reporter,
            CallExecutor calls) {
        this.settings = settings;
        this.client = client;
        this.scheduler = settings.scheduler();
        this.wheel = wheel;
        this.acquirer = acquirer;
        this.releaser = releaser;
        this.reporter = reporter;
        this.calls = calls;
    }

    boolean hasBegun() {
        return begun.get();
    }

    void refuseIfBegun() {
        if (hasBegun()) {
            throw new OnceException("This guard is closed. Build a new one, or close it later.");
        }
    }

    void close(Duration timeout) {
        if (!begun.compareAndSet(false, true)) {
            awaitFirstClose();
            return;
        }
        Thread closer = Thread.currentThread();
        try {
            endAcquisitions(each -> each.state() instanceof Waiting);
            scheduler.await(() -> running(closer).isEmpty(), LeaseTimes.nanos(timeout));
            endRunning();
        } finally {
            try {
                scheduler.close();
            } finally {
                if (settings.closesClient()) {
                    client.close();
                }
                calls.close();
                done.countDown();
            }
        }
    }

    /** A body that calls this while the first close waits for that very body does not wait. */
    private void awaitFirstClose() {
        Thread caller = Thread.currentThread();
        if (wheel.all(each -> each.isRunOn(caller)).isEmpty()) {
            try {
                done.await();
            } catch (InterruptedException stop) {
                caller.interrupt();
            }
        }
    }

    /** Bodies that can end while the closing thread waits: not its own, and none that waits for the end of the JVM. */
    private List<HeldLease> running(Thread closer) {
        return wheel.all(each -> (each.is(Phase.ACQUIRING) || each.is(Phase.GRANTED) || each.is(Phase.HELD))
                && !each.isRunOn(closer)
                && !isExiting(each.thread()));
    }

    /** Whether a thread has called {@link System#exit}, which waits for this very shutdown if a hook runs it. */
    private static boolean isExiting(@Nullable Thread thread) {
        if (thread == null || thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.BLOCKED) {
            return false; // blocked: another thread has called it before
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Shutdown")) {
                return true;
            }
        }
        return false;
    }

    /** Tells the bodies that still run, waits a moment for those that end at that, and leaves the others to their lease. */
    private void endRunning() {
        endAcquisitions(each -> each.state() instanceof Waiting || each.is(Phase.ACQUIRING));
        List<HeldLease> told = wheel.all(each -> each.is(Phase.HELD));
        told.forEach(each -> reporter.lose(each, Reason.GUARD_CLOSED));
        Thread closer = Thread.currentThread();
        scheduler.await(
                () -> told.stream().allMatch(each -> hasEnded(each, closer)) && !isReleasing(),
                MethodSettings.BY_KEY.times(settings).commandTimeout);
        for (HeldLease each : wheel.all(each -> true)) {
            if (each.isCleaningUp()) {
                releaser.undo(each); // no body ever ran
            }
            wheel.remove(each);
            each.notifyReleased();
            if (each.asyncRun() != null) {
                calls.executeInstead(each.asyncRun()::expired); // nobody looks after its result from now on
            }
        }
    }

    private void endAcquisitions(Predicate<HeldLease> which) {
        for (HeldLease each : wheel.all(which)) {
            acquirer.giveUp(
                    each,
                    new Failed(new OnceException(
                            each.method + " did not run: its guard was closed while it waited for key `"
                                    + Text.printable(each.key()) + "`.")));
        }
    }

    private static boolean hasEnded(HeldLease lease, Thread closer) {
        return !(lease.is(Phase.LOST) || lease.is(Phase.ENDING))
                || !lease.hasBegun()
                || lease.isRunOn(closer)
                || isExiting(lease.thread());
    }

    private boolean isReleasing() {
        return !wheel.all(each -> each.is(Phase.RELEASING) && !each.releaseFailed)
                .isEmpty();
    }
}
