package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
    final HeldKeys heldKeys;
    final Outcomes outcomes;
    final LeaseDriver driver;
    private final Shutdown shutdown;
    private volatile @Nullable ReleaseGate gate;

    LockEngine(GuardSettings settings) {
        this.settings = settings;
        this.gate = settings.releaseGate();
        this.client = new SafeClient(settings.client());
        this.scheduler = settings.scheduler();
        this.tokens = new TokenFormat(settings.tokenPrefix());
        this.events = new EventPublisher(settings.listeners(), scheduler);
        this.isRemote = !client.localHoldCacheTime().isZero();
        this.heldKeys = new HeldKeys(client.localHoldCacheTime().toNanos(), scheduler.nanoTime());
        this.wheel = new TimerWheel<>(scheduler.nanoTime());
        this.reporter = new Reporter(client, scheduler, wheel, heldKeys, events);
        this.releaser = new Releaser(client, scheduler, wheel, heldKeys, reporter);
        this.queues = new WaitQueues(scheduler, wheel, heldKeys);
        this.acquirer = new Acquirer(client, scheduler, wheel, heldKeys, releaser, reporter, queues);
        this.renewer = new Renewer(client, scheduler, reporter);
        this.driver = new LeaseDriver(client, scheduler, wheel, heldKeys, acquirer, renewer, releaser, reporter);
        this.calls = new CallExecutor(settings, client, driver, events);
        this.shutdown = new Shutdown(settings, client, wheel, acquirer, releaser, reporter, calls);
        this.admin = new KeyAdmin(settings, client, wheel, reporter, calls, shutdown);
        this.outcomes = new Outcomes(scheduler, events, new ForeignKeys(client, events), releaser, reporter);
    }

    // ---- calls

    /** Throws if a method has settings that cannot be used here. */
    public void check(MethodSettings method) {
        method.times(settings);
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
        shutdown.refuseIfBegun();
        return settings.storedKey(key);
    }

    /** Makes sure, before an acquisition, that the stack has room for the client. */
    void checkStackRoom() {
        if (isRemote) {
            StackRoom.check();
        }
    }

    /** An acquisition that is not yet started. */
    HeldLease attempt(MethodSettings method, String storedKey, boolean raise, Object runner) {
        return new HeldLease(
                this,
                method,
                method.times(settings),
                storedKey,
                raise || events.hasListener() || method.waits(),
                runner);
    }

    /** Starts an acquisition. */
    void start(HeldLease attempt) {
        HeldLease here = heldKeys.find(attempt.storedKey);
        driver.register(attempt);
        try {
            shutdown.refuseIfBegun(); // which looks through the wheel after it has begun, and so finds the attempt
        } catch (OnceException closed) {
            wheel.remove(attempt);
            throw closed;
        }
        acquirer.start(attempt, here);
    }

    // ---- leases

    /** Gives up an acquisition that nobody waits for any more; returns false if it has an outcome already. */
    boolean abandon(HeldLease lease, Throwable why) {
        return acquirer.giveUp(lease, new Failed(why));
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

    boolean isClosed() {
        return shutdown.hasBegun();
    }

    /** Releases a lease whose reply nobody waits for, if it is held. */
    @Override
    public void releaseWithoutWaiting(HeldLease lease) {
        if (releaser.start(lease, null)) {
            outcomes.released(lease);
        }
    }

    /** The result of an asynchronous run was completed. */
    void finished(HeldLease lease) {
        releaser.finished(lease);
    }

    void close(Duration timeout) {
        shutdown.close(timeout);
    }

    /** Whether nothing is held, requested or being cleaned up. */
    public boolean isIdle() {
        return wheel.isEmpty() && queues.isEmpty() && heldKeys.isEmpty();
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
    public long epochMillis(long nanoTime) {
        return scheduler.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(scheduler.nanoTime() - nanoTime);
    }

    @Override
    public long nextToken() {
        return tokens.next();
    }

    @Override
    public String token(long number, long since) {
        return tokens.text(number, since);
    }

    @Override
    public void place(HeldLease lease) {
        wheel.place(lease);
    }

    @Override
    public void sendBy(long due) {
        driver.sendBy(due);
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
            outcomes.released(lease);
        }
    }

    @Override
    public Executor callbacks() {
        return events;
    }
}
