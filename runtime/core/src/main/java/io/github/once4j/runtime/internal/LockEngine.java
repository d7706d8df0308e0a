package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.BackendFailed.Operation;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.internal.LeaseState.Failed;
import io.github.once4j.runtime.internal.LeaseState.Phase;
import io.github.once4j.runtime.internal.LeaseState.Rejected;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.InvalidKeyException;
import io.github.once4j.runtime.spi.ReleaseGate;
import io.github.once4j.runtime.spi.StoredLock;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The lock engine of a guard: acquires, renews and releases leases. No lambda stands on the way to the first call, here and in
 * what it creates: the first lambda of a JVM costs as much as the rest of that call.
 */
public final class LockEngine implements LeaseOwner<HeldLease>, GateOwner {
    final GuardSettings settings;
    final SafeClient client;
    final GuardScheduler scheduler;
    final EventPublisher events;
    final CallExecutor calls;
    public final KeyAdmin admin;
    final TimerWheel<HeldLease> wheel;
    final Reporter reporter;
    final Acquirer acquirer;
    final Releaser releaser;
    final Renewer renewer;

    final WaitQueues queues;

    private final boolean isRemote;
    private final TokenFormat tokens;
    private final LocalLeaseCache cache;
    private final ForeignKeys foreignKeys;
    final LeaseDriver driver;
    private final Shutdown shutdown;
    private volatile @Nullable ReleaseGate gate;

    LockEngine(GuardSettings settings) {
        this.settings = settings;
        this.gate = settings.releaseGate();
        this.client = new SafeClient(settings.client());
        this.scheduler = settings.scheduler();
        this.tokens = new TokenFormat(settings.tokenPrefix(), scheduler);
        this.events = new EventPublisher(settings.listeners(), scheduler);
        this.isRemote = !client.localHoldCacheTime().isZero();
        this.cache = new LocalLeaseCache(client.localHoldCacheTime().toNanos());
        this.wheel = new TimerWheel<>(scheduler.nanoTime());
        this.reporter = new Reporter(client, scheduler, wheel, cache, events);
        this.releaser = new Releaser(client, scheduler, wheel, cache, reporter);
        this.queues = new WaitQueues(scheduler, wheel, cache);
        this.acquirer = new Acquirer(client, scheduler, wheel, cache, releaser, reporter, queues);
        this.renewer = new Renewer(client, scheduler, reporter);
        this.driver = new LeaseDriver(client, scheduler, wheel, acquirer, renewer, releaser, reporter);
        this.calls = new CallExecutor(settings, client, driver, events);
        this.shutdown = new Shutdown(settings, client, wheel, acquirer, releaser, reporter, calls);
        this.admin = new KeyAdmin(settings, client, wheel, reporter, calls, shutdown);
        this.foreignKeys = new ForeignKeys(client, events);
    }

    // ---- calls

    /** Throws if a method has settings that cannot be used here. */
    public void check(MethodSettings method) {
        method.times(settings);
    }

    /** Acquires a key for the calling thread; returns {@code null} if it is held. Throws if it is held and {@code raise}. */
    public @Nullable Lease acquire(MethodSettings method, String key, boolean raise) {
        String storedKey = open(key);
        if (client.isCallbackThread()) {
            throw new OnceException(method + " was called on a thread of its client, which would wait for itself."
                    + " Call it from another thread, or make the method return a CompletableFuture.");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new OnceBackendException(
                    method + " did not run: its thread was interrupted before key `" + Text.printable(key)
                            + "` was requested.",
                    null);
        }
        OnceException failure;
        LockedHere here = lockedHere(method, storedKey, raise);
        if (here != null) {
            failure = here.failure;
        } else {
            HeldLease attempt = attempt(method, storedKey, raise, Thread.currentThread());
            try {
                start(attempt);
                acquirer.await(attempt);
                checkDeadline(attempt); // this thread may have been stopped for as long as the lease
                failure = outcome(attempt, raise);
                if (failure == null && attempt.isAcquired()) {
                    return begun(attempt);
                }
            } catch (Throwable thrown) {
                attempt.broken = thrown;
                attempt.dueAt = attempt.startedAt;
                throw thrown;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** The last step: whatever was thrown before it, such as a StackOverflowError, leaves a lease that is never renewed. */
    private Lease begun(HeldLease lease) {
        GatedLease gated = gated(lease);
        if (lease.method.interruptOnLost()) {
            lease.interruptOnLost(Thread.currentThread());
        }
        if (events.hasListener() || gated != null) {
            checkDeadline(lease); // a listener or the gate may have taken as long as the lease
        }
        if (!lease.begin()) {
            throw tooLate(lease);
        }
        return gated == null ? lease : gated;
    }

    /** The lease was lost before the body could begin, after its listeners were told that it was acquired. */
    OnceBackendException tooLate(HeldLease lease) {
        OnceBackendException failure = failure(lease);
        if (events.hasListener()) {
            events.failed(lease.method.method(), lease.key(), Operation.ACQUIRE, failure);
            publishReleased(lease);
        }
        return failure;
    }

    void setGateIfAbsent(ReleaseGate added) {
        if (gate == null) {
            gate = added;
        }
    }

    /** Asks the release gate whether it keeps the key beyond the body; returns {@code null} if not. Throws what the gate throws. */
    @Nullable
    GatedLease gated(HeldLease lease) {
        ReleaseGate current = gate;
        if (current == null) {
            return null;
        }
        var gated = new GatedLease(this, lease);
        try {
            return current.keeps(gated) ? gated : null;
        } catch (Throwable thrown) {
            releaseWithoutWaiting(lease);
            throw thrown;
        }
    }

    /** Returns the key as it stands in the backend, if the guard is open. */
    String open(String key) {
        if (key == null) {
            throw new OnceKeyException("The key is null: pass the text of the key.");
        }
        shutdown.refuseIfBegun();
        if (isRemote) {
            StackRoom.check();
        }
        return settings.storedKey(key);
    }

    /** An acquisition that is not yet started. */
    HeldLease attempt(MethodSettings method, String storedKey, boolean raise, Object runner) {
        return new HeldLease(
                this,
                method,
                method.times(settings),
                storedKey,
                raise || events.hasListener() || method.waits(),
                tokens.next(),
                runner);
    }

    /** Starts an acquisition. */
    void start(HeldLease attempt) {
        HeldLease here = cache.find(attempt.storedKey);
        driver.register(attempt);
        try {
            shutdown.refuseIfBegun(); // which looks through the wheel after it has begun, and so finds the attempt
        } catch (OnceException closed) {
            wheel.remove(attempt);
            throw closed;
        }
        acquirer.start(attempt, here);
    }

    /**
     * A key that is held here: the backend need not be asked.
     *
     * @param failure what the call throws; {@code null} if it returns
     */
    record LockedHere(@Nullable OnceException failure) {}

    /** Answers a call whose key this guard holds itself; returns {@code null} if the backend must be asked. */
    @Nullable
    LockedHere lockedHere(MethodSettings method, String storedKey, boolean raise) {
        HeldLease here = method.waits() ? null : cache.find(storedKey);
        if (here == null || !cache.isCurrent(here, scheduler.nanoTime())) {
            return null;
        }
        if (!raise && !events.hasListener()) {
            return new LockedHere(null);
        }
        return new LockedHere(locked(method, settings.key(storedKey), LocalLeaseCache.stored(here), 0, raise));
    }

    /**
     * Publishes the outcome of an acquisition.
     *
     * @return what the call throws; {@code null} if the key was acquired, or is held and that is not to be thrown
     */
    @Nullable
    OnceException outcome(HeldLease attempt, boolean raise) {
        if (attempt.is(Phase.HELD)) {
            if (events.hasListener()) {
                events.acquired(attempt.method.method(), attempt, scheduler.nanoTime() - attempt.calledAt);
            }
            return null;
        }
        if (attempt.refusal() instanceof Rejected rejected) {
            long waited = events.hasListener() ? scheduler.nanoTime() - attempt.calledAt : 0;
            foreignKeys.found(rejected.holder());
            return locked(attempt.method, attempt.key(), rejected.holder(), waited, raise);
        }
        if (attempt.refusal() instanceof Failed failed && failed.cause() instanceof InvalidKeyException wrong) {
            return new OnceKeyException(attempt.method + ": " + Text.printable(String.valueOf(wrong.getMessage())));
        }
        if (attempt.refusal() instanceof Failed failed && failed.cause() instanceof OnceException own) {
            return own; // such as that the guard was closed
        }
        OnceBackendException failure = failure(attempt);
        events.failed(attempt.method.method(), attempt.key(), Operation.ACQUIRE, failure);
        return failure;
    }

    private OnceBackendException failure(HeldLease attempt) {
        String key = Text.printable(attempt.key());
        if (attempt.isAcquired()) {
            releaser.start(attempt, null);
            return new OnceBackendException(
                    attempt.method + " did not run: key `" + key
                            + "` was acquired, but its lease was over before the body could begin.",
                    null);
        }
        Throwable cause = Acquirer.failure(attempt);
        return new OnceBackendException(
                attempt.method + " did not run: it is unknown whether key `" + key + "` is free. "
                        + reporter.describe(cause),
                cause);
    }

    private @Nullable OnceException locked(
            MethodSettings method, String key, StoredLock stored, long waited, boolean raise) {
        if (!raise && !events.hasListener()) {
            return null;
        }
        LockHolder holder = TokenFormat.holder(key, stored);
        if (events.hasListener()) {
            events.locked(method.method(), key, holder, waited);
        }
        return raise
                ? new OnceLockedException(
                        method + " did not run: key `" + Text.printable(key)
                                + (holder.finished() ? "` has been done already, by " : "` is held by ")
                                + TokenFormat.describe(holder) + ".",
                        key,
                        holder)
                : null;
    }

    /** What the caller of a body gets that was stopped since its lease was lost. */
    static OnceLeaseLostException stopped(HeldLease lease, Reason reason) {
        return new OnceLeaseLostException(
                lease.method + " was stopped: the lease of key `" + Text.printable(lease.key()) + "` was lost: "
                        + reason + ". Its work may be half done, and another run may have begun.",
                lease.key(),
                reason);
    }

    // ---- leases

    void checkDeadline(HeldLease lease) {
        driver.checkDeadline(lease);
    }

    /** Gives up an acquisition that nobody waits for any more; returns false if it has an outcome already. */
    boolean abandon(HeldLease lease, Throwable why) {
        return acquirer.giveUp(lease, new Failed(why)) || lease.isCleaningUp();
    }

    /**
     * Starts to release the lease of an asynchronous run.
     *
     * @param waiter notified of the reply; {@code null} if nobody waits
     * @return false if the lease had ended already or was lost; then the waiter is not notified
     */
    boolean release(HeldLease lease, @Nullable AsyncRun waiter) {
        return releaser.start(lease, waiter);
    }

    /** Looks after the result of an asynchronous run whose lease was lost, until it is {@linkplain #finished completed}. */
    void watch(HeldLease lease) {
        try {
            lease.idleUntil(scheduler.nanoTime() + lease.times.lease);
            driver.register(lease);
        } catch (Throwable thrown) {
            Log.log(Level.ERROR, "A thread that looks after leases could not be started", thrown);
        }
    }

    /** The body's end cannot be observed. */
    void leave(HeldLease lease) {
        releaser.leave(lease);
    }

    boolean isClosed() {
        return shutdown.hasBegun();
    }

    /** Releases a lease whose reply nobody waits for, if it is held. */
    @Override
    public void releaseWithoutWaiting(HeldLease lease) {
        if (releaser.start(lease, null)) {
            publishReleased(lease);
        }
    }

    void publishReleased(HeldLease lease) {
        if (events.hasListener()) {
            events.released(lease.method.method(), lease, scheduler.nanoTime() - lease.startedAt);
        }
    }

    /** The result of an asynchronous run was completed. */
    void finished(HeldLease lease) {
        releaser.finished(lease);
    }

    void close(Duration timeout) {
        shutdown.close(timeout);
    }

    /**
     * The body of a method with {@code interruptOnLost} has ended: no interrupt reaches its thread any more.
     *
     * @throws OnceLeaseLostException if the lease was lost while the body ran
     */
    public static void bodyEnded(Lease lease) {
        HeldLease ended = lease instanceof GatedLease gated ? gated.lease : (HeldLease) lease;
        Reason reason = ended.bodyEnded();
        if (reason != null) {
            throw stopped(ended, reason);
        }
    }

    /** Whether nothing is held, requested or being cleaned up. */
    public boolean isIdle() {
        return wheel.isEmpty() && queues.isEmpty();
    }

    @Override
    public boolean isStored(HeldLease lease) {
        return admin.isStored(lease);
    }

    // ---- LeaseOwner

    @Override
    public long nanoTime() {
        return scheduler.nanoTime();
    }

    @Override
    public String key(String storedKey) {
        return settings.key(storedKey);
    }

    @Override
    public String token(long number, long startedAt) {
        return tokens.text(number, startedAt);
    }

    @Override
    public void place(HeldLease lease) {
        wheel.place(lease);
    }

    @Override
    public void ended(HeldLease lease) {
        acquirer.released(lease.storedKey);
    }

    @Override
    public void close(HeldLease lease) {
        boolean awaits = settings.awaitsRelease();
        if (releaser.start(lease, awaits ? Thread.currentThread() : null)) {
            if (awaits) {
                releaser.await(lease);
            }
            publishReleased(lease);
        }
    }

    @Override
    public Executor callbacks() {
        return events;
    }
}
