package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A guard whose time stands still and whose backend answers when the test says so. */
final class RaceFixture implements NxClient, GuardScheduler, AsyncRun {
    final List<CompletableFuture<AcquireResult>> acquires = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Boolean>> renewals = new CopyOnWriteArrayList<>();
    final List<CompletableFuture<Boolean>> releases = new CopyOnWriteArrayList<>();
    final AtomicInteger tellings = new AtomicInteger();
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
    private int losses;
    final MethodSettings method;
    final LockEngine engine;
    volatile boolean answersReleases;
    private final List<HeldLease> asked = new CopyOnWriteArrayList<>();
    private @Nullable HeldLease running;
    volatile long now;

    RaceFixture(MethodSettings method) {
        this.method = method;
        var guard = (EngineGuard) OnceGuard.builder()
                .client(this)
                .scheduler(this)
                .executor(Runnable::run)
                .listener(new OnceListener() {
                    @Override
                    public void leaseLost(LeaseLost event) {
                        losses++;
                    }
                })
                .build();
        this.engine = guard.engine();
    }

    void begin() {
        acquires.clear();
        renewals.clear();
        releases.clear();
        tellings.set(0);
        callbacks.clear();
        losses = 0;
        answersReleases = false;
        now = 0;
        asked.forEach(engine.wheel::remove); // not all(): a loop of 64 is a livelock to Lincheck
        asked.clear();
    }

    HeldLease asks() {
        HeldLease asking = engine.attempt(method, "once:k", false, this);
        asked.add(asking);
        engine.start(asking);
        return asking;
    }

    void renew(HeldLease lease) {
        lease.idleUntil(now);
        act(lease);
    }

    HeldLease held() {
        HeldLease held = asks();
        acquires.get(0).complete(new AcquireResult.Stored(OptionalLong.empty()));
        tellings.set(0);
        held.begin();
        running = held;
        return held;
    }

    void act(HeldLease lease) {
        engine.driver.act(List.of(lease));
    }

    boolean release(HeldLease lease) {
        boolean released = engine.release(lease, this);
        if (!released) {
            engine.finished(lease); // the call is completed
        }
        return released;
    }

    /** Whether a waiter asks, or will do so after the first pause: it is at the head of its queue. */
    boolean isNext(HeldLease lease) {
        return lease.is(Phase.ACQUIRING)
                || lease.state() instanceof State.Waiting && lease.dueAt() - now <= WaitQueue.FIRST_PAUSE;
    }

    /** Ends the wait of the last waiter. */
    void leave(HeldLease lease) {
        engine.abandon(lease, new CancellationException("of the test"));
        RaceScenario.check(engine.queues.isEmpty(), "a queue without waiters stays");
    }

    @Override
    public void settled() {
        tellings.incrementAndGet();
    }

    @Override
    public void released() {
        tellings.incrementAndGet();
        engine.finished(Objects.requireNonNull(running));
    }

    @Override
    public void expired() {}

    @Override
    public void endIfMissed() {}

    @Override
    public boolean isCompleted() {
        return false;
    }

    @Override
    public @Nullable Thread thread() {
        return null;
    }

    /** A lease is either lost, and told so once, or given back, and told so once; one release is sent for it. */
    void endedOnce(boolean released) {
        RaceScenario.check(releases.size() == 1, releases.size() + " releases");
        RaceScenario.check(losses() == (released ? 0 : 1), losses + " losses told, released: " + released);
        releases.get(0).complete(true);
        RaceScenario.check(tellings.get() == (released ? 1 : 0), tellings + " tellings, released: " + released);
        nothingStays();
    }

    void nothingStays() {
        RaceScenario.check(engine.isIdle(), "something stays in the table");
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return added(acquires);
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return added(renewals);
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        CompletableFuture<Boolean> answer = added(releases);
        if (answersReleases) {
            answer.complete(true);
        }
        return answer;
    }

    private static <T> CompletableFuture<T> added(List<CompletableFuture<T>> to) {
        var answer = new CompletableFuture<T>();
        to.add(answer);
        return answer;
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long currentTimeMillis() {
        return 0;
    }

    @Override
    public void scheduleSend(long delayNanos, Runnable task) {}

    @Override
    public void scheduleDeadline(long delayNanos, Runnable task) {}

    @Override
    public void runCallback(Runnable task) {
        callbacks.add(task);
    }

    /** How many losses were told. Its listeners and its log are no part of the race. */
    int losses() {
        while (!callbacks.isEmpty()) {
            callbacks.remove(0).run();
        }
        return losses;
    }

    @Override
    public void close() {}
}
