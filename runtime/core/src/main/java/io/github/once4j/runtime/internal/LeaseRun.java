package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.text.Text;
import java.util.concurrent.CancellationException;

/**
 * The first half of an asynchronous call: acquires the key and begins the body on the guard's executor. What a body and a result
 * are, the subclasses say.
 */
abstract class LeaseRun extends LeaseRunEnd {
    final boolean raise;

    @SuppressWarnings("NullAway.Init") // set before WAITING
    private Runnable beginTask;

    LeaseRun(LockEngine engine, MethodSettings method, boolean raise) {
        super(engine, method);
        this.raise = raise;
    }

    // ---- what the subclasses say

    /** The key is held by someone else, and that is not to be thrown. */
    abstract void locked();

    /** The body did not run. */
    abstract void notRun(Throwable why);

    /**
     * Begins the body, which {@linkplain #startEnding ends} on any thread.
     *
     * @throws Throwable whatever the body throws; it has ended then
     */
    abstract void run(Lease lease) throws Throwable;

    /** Asks the body to end, because its lease was lost. */
    abstract void cancelBody();

    // ---- the phases

    /**
     * Requests the key, on the caller's thread, whose context the tasks carry.
     *
     * @throws RuntimeException or an error, if the decorator throws or no thread can be started: the call is done, and the caller
     *     of this method delivers what was thrown
     */
    final void request(String storedKey) {
        try {
            engine.checkStackRoom();
            beginTask = engine.calls.withCallersContext(this::begin);
            carryCallersContext();
            lease = engine.attempt(method, storedKey, raise, this);
            gated = engine.gated(lease);
            if (phase.compareAndSet(Phase.NEW, Phase.WAITING)) { // else cancelled
                engine.start(lease);
            }
        } catch (Throwable thrown) {
            if (lease != null) {
                broken(thrown);
            }
            if (phase.compareAndSet(Phase.NEW, Phase.DONE) || phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
                throw thrown;
            }
        }
    }

    @Override
    public final void settled() {
        if (phase.get() == Phase.DONE) {
            drop(); // cancelled, perhaps at the very moment of the grant
            return;
        }
        Throwable refused = engine.calls.execute(beginTask);
        if (refused != null) {
            abandon(new OnceException(
                    method + " did not run: the guard's executor did not accept it: " + Text.describe(refused),
                    refused));
        }
    }

    /** The acquisition has an outcome. On the guard's executor. */
    private void begin() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.SETTLING)) {
            if (phase.get() == Phase.DONE) {
                drop(); // cancelled or expired
            }
            return; // or an executor that runs a task twice
        }
        try {
            engine.driver.checkDeadline(lease); // the executor may have been busy for longer than the lease
            OnceException notRun = engine.outcomes.of(lease, raise);
            if (notRun == null && lease.isAcquired()) {
                if (phase.compareAndSet(Phase.SETTLING, Phase.RUNNING)) {
                    runBody();
                }
            } else if (phase.compareAndSet(Phase.SETTLING, Phase.DONE)) {
                engine.finished(lease);
                if (notRun == null) {
                    locked();
                } else {
                    notRun(notRun);
                }
            }
        } catch (Throwable thrown) {
            broken(thrown);
        }
    }

    private void runBody() {
        if (method.interruptOnLost()) {
            lease.onLost(this::stop);
        }
        beginner = Thread.currentThread();
        try {
            if (engine.events.hasListener()) {
                engine.driver.checkDeadline(lease); // a listener may have taken as long as the lease
            }
            if (lease.begin()) {
                run(lease);
            } else {
                OnceException tooLate = engine.outcomes.tooLate(lease);
                phase.set(Phase.DONE);
                engine.finished(lease);
                notRun(tooLate);
            }
        } catch (Throwable thrown) { // whatever the body throws is the result's
            endOnce(thrown);
        } finally {
            beginner = null;
        }
    }

    /** Whether the body is about to run. */
    final boolean isSettling() {
        return phase.get() == Phase.SETTLING;
    }

    @Override
    public final void expired() {
        Throwable thrown = lease.broken;
        if (completeInstead(thrown)) {
            return;
        }
        if (thrown != null) {
            abandon(new OnceException(method + " did not run: " + Text.describe(thrown), thrown));
        } else if (engine.isClosed()) {
            abandon(new OnceException(method + " did not run: its guard was closed before its executor ran it."));
        } else {
            abandon(new OnceBackendException(
                    method
                            + " did not run: the guard's executor did not run it before its lease was over. An executor"
                            + " that drops tasks, or is busy for longer than a lease, cannot run guarded methods.",
                    null));
        }
    }

    /** Gives up a call whose body did not begin. On any thread. */
    private void abandon(OnceException why) {
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE) || phase.compareAndSet(Phase.SETTLING, Phase.DONE)) {
            drop();
            engine.calls.executeInstead(() -> notRun(why));
        }
    }

    /** Nothing of the lease is needed any more; what it may have stored is released. */
    private void drop() {
        engine.release(lease, null);
        engine.finished(lease);
    }

    /** The caller does not want a result. Returns false if the body has begun, or the call has an outcome already. */
    final boolean cancelWaiting() {
        if (phase.compareAndSet(Phase.NEW, Phase.DONE)) {
            return true; // nothing was sent
        }
        if (!phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
            return false;
        }
        if (!engine.abandon(lease, new CancellationException("cancelled by the caller"))) {
            drop();
        }
        return true;
    }

    /** Whether the lease was lost, and the body is to stop. */
    final boolean isStopped() {
        return lost != null;
    }

    private void stop() {
        lost = lease.lossReason();
        cancelBody();
    }
}
