package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.OnceMethod;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two things happen to a lease at once: some thousand times on real threads, then under Lincheck's model checker, which lets them
 * meet at any point of the engine's own code. {@code -Plong -Dlincheck.invocations=2000} for a long run.
 * What must hold: each transition happens once, a loss is told at most once and only to a body that had not ended before it,
 * one release is sent, and nothing stays in the table.
 */
class LeaseRacesTest {
    private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 5);
    private static final int REPETITIONS = Integer.getInteger("race.repetitions", 2_000);

    /** Whether the threads of a race are real ones, not those of the model checker. */
    private static boolean aligned;

    private static final Logger LOG = Logger.getLogger("io.github.once4j");
    private static final MethodSettings PLAIN = new MethodSettings(new OnceMethod(LeaseRacesTest.class, "plain", "k"));
    private static final MethodSettings STOPS = new MethodSettings(
            new OnceMethod(LeaseRacesTest.class, "stops", "k"), null, null, null, null, null, false, true);

    private static final MethodSettings WAITS = PhaseFixture.waits(5_000);

    @Test
    void releaseAndTheAnswerOfARenewal() {
        explore(PLAIN, world -> {
            HeldLease lease = world.held();
            world.renew(lease);
            CompletableFuture<Boolean> renewal = world.renewals.get(0);
            boolean released = race(() -> renewal.complete(true), () -> world.release(lease));
            check(released, "the lease was not lost, but there was nothing to release");
            check(world.releases.size() == 1 && world.losses() == 0, "one release, no loss");
            check(lease.dueAt() <= lease.times.commandTimeout, "the release's time-out is forgotten");
            world.releases.get(0).complete(true);
            check(world.tellings.get() == 1, "told once");
            world.nothingStays();
        });
    }

    @Test
    void releaseAndALossThatTheServerTells() {
        explore(PLAIN, world -> {
            HeldLease lease = world.held();
            world.renew(lease);
            CompletableFuture<Boolean> renewal = world.renewals.get(0);
            boolean released = race(() -> renewal.complete(false), () -> world.release(lease));
            world.endedOnce(released);
        });
    }

    @Test
    void releaseAndTheDeadline() {
        explore(PLAIN, world -> {
            HeldLease lease = world.held();
            world.now = lease.deadline();
            boolean released = race(() -> world.engine.driver.checkDeadline(lease), () -> world.release(lease));
            world.endedOnce(released);
        });
    }

    @Test
    void theDeadlineAndARenewalThatIsTooLate() {
        explore(PLAIN, world -> {
            HeldLease lease = world.held();
            world.renew(lease);
            CompletableFuture<Boolean> renewal = world.renewals.get(0);
            world.now = lease.deadline();
            race(() -> world.engine.driver.checkDeadline(lease), () -> renewal.complete(true));
            check(!lease.isHeld() && world.losses() == 1, "lost once, and told once");
            check(!world.release(lease) && world.releases.size() == 1, "a last release for a lost lease");
            world.nothingStays();
        });
    }

    @Test
    void theInterruptOfALossNeverReachesABodyThatHasEnded() {
        explore(STOPS, world -> {
            HeldLease lease = world.held();
            lease.interruptOnLost(Thread.currentThread());
            var loser = new Thread(() -> world.engine.reporter.lose(lease, Reason.TAKEN));
            loser.start();
            boolean stopped = false;
            try {
                SyncCall.bodyEnded(lease);
            } catch (OnceLeaseLostException lost) {
                stopped = true;
            }
            check(!Thread.currentThread().isInterrupted(), "an interrupt outlived the body");
            join(loser);
            check(!Thread.currentThread().isInterrupted(), "an interrupt came after the body");
            boolean released = world.release(lease);
            check(!released && world.losses() == 1, "the lease was lost");
            check(!stopped || world.losses() == 1, "stopped without a loss");
            world.nothingStays();
        });
    }

    @Test
    void releaseAndTheCloseOfTheGuard() {
        explore(PLAIN, world -> {
            world.answersReleases = true;
            HeldLease lease = world.held();
            boolean released =
                    race(() -> world.engine.reporter.lose(lease, Reason.GUARD_CLOSED), () -> world.release(lease));
            check(world.losses() <= 1 && !(released && world.losses() == 1), "lost or released, not both");
            check(world.tellings.get() == (released ? 1 : 0), "a release is told, once");
            check(!world.releases.isEmpty(), "nothing was released");
            world.nothingStays();
        });
    }

    @Test
    void abandonAndALateAnswerOfTheAcquire() {
        explore(PLAIN, world -> {
            HeldLease lease = world.asks();
            CompletableFuture<AcquireResult> answer = world.acquires.get(0);
            boolean abandoned = race(
                    () -> answer.complete(new AcquireResult.Stored(OptionalLong.empty())),
                    () -> world.engine.abandon(lease, new CancellationException("nobody waits")));
            check(abandoned != lease.isHeld(), "held, or abandoned");
            check(world.tellings.get() == 1, "the outcome is told once");
            check(abandoned == !world.releases.isEmpty(), "cleaned up if it was abandoned, and only then");
        });
    }

    @Test
    void twoAnswersToTwoAttempts() {
        explore(PLAIN, world -> {
            HeldLease lease = world.asks();
            world.now = lease.dueAt();
            world.act(lease); // no answer in time
            world.now = lease.dueAt();
            world.act(lease); // so once more
            CompletableFuture<AcquireResult> first = world.acquires.get(0);
            CompletableFuture<AcquireResult> second = world.acquires.get(1);
            race(
                    () -> first.complete(new AcquireResult.Stored(OptionalLong.empty())),
                    () -> second.complete(new AcquireResult.AlreadyOwned(OptionalLong.empty())));
            check(lease.isHeld() && world.tellings.get() == 1, "got once");
            check(world.releases.isEmpty(), "one answer took away what the other gave");
        });
    }

    @Test
    void cancelOfTheFirstWaiterAndTheReleaseThatWakesIt() {
        explore(WAITS, world -> {
            HeldLease running = world.held();
            HeldLease first = world.asks();
            HeldLease second = world.asks();
            world.release(running);
            CompletableFuture<Boolean> released = world.releases.get(0);
            race(
                    () -> released.complete(true),
                    () -> world.engine.abandon(first, new CancellationException("of the test")));
            check(world.isNext(second), "the second waiter is forgotten");
            world.leave(second);
        });
    }

    @Test
    void twoWaitersLeaveAtOnce() {
        explore(WAITS, world -> {
            HeldLease running = world.held();
            HeldLease first = world.asks();
            HeldLease second = world.asks();
            HeldLease third = world.asks();
            race(
                    () -> world.engine.abandon(first, new CancellationException("of the test")),
                    () -> world.engine.abandon(second, new CancellationException("of the test")));
            check(world.isNext(third), "the third waiter is forgotten");
            world.release(running);
            world.releases.get(0).complete(true);
            check(third.is(Phase.ACQUIRING), "the third waiter does not ask");
            world.leave(third);
        });
    }

    @Test
    void waiterIsWokenWhileItJoins() {
        explore(WAITS, world -> {
            HeldLease running = world.held();
            world.answersReleases = true;
            HeldLease[] waiter = new HeldLease[1];
            race(() -> world.release(running), () -> {
                waiter[0] = world.asks();
                return true;
            });
            if (world.acquires.size() == 2) {
                world.acquires
                        .get(1)
                        .complete(new AcquireResult.Busy(new StoredLock("once:k", "other", Optional.empty())));
            }
            check(world.isNext(waiter[0]), "the waiter is forgotten");
            world.leave(waiter[0]);
        });
    }

    @Test
    void oneComesWhileTheLastWaiterLeaves() {
        explore(WAITS, world -> {
            HeldLease first = world.asks();
            world.acquires.get(0).complete(new AcquireResult.Busy(new StoredLock("once:k", "other", Optional.empty())));
            check(first.state() instanceof State.Waiting, "it waits");
            HeldLease[] second = new HeldLease[1];
            race(() -> world.engine.abandon(first, new CancellationException("of the test")), () -> {
                second[0] = world.asks();
                return true;
            });
            check(world.isNext(second[0]), "the new waiter is forgotten");
            world.leave(second[0]);
        });
    }

    // ---- how

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    /** The guard is built before: what is explored is the life of one lease. */
    private static void explore(MethodSettings method, Consumer<Fixture> scenario) {
        var world = new Fixture(method);
        Runnable run = () -> {
            world.begin();
            scenario.accept(world);
        };
        aligned = true;
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                run.run();
            }
        } finally {
            aligned = false;
        }
        Lincheck.runConcurrentTest(INVOCATIONS, run);
    }

    /** Runs one action on another thread, meanwhile the second here; answers what the second did. */
    private static boolean race(Runnable one, BooleanSupplier other) {
        AtomicInteger arrived = aligned ? new AtomicInteger() : null;
        var thread = new Thread(() -> {
            meet(arrived);
            one.run();
        });
        thread.start();
        meet(arrived);
        boolean answer = other.getAsBoolean();
        join(thread);
        return answer;
    }

    /** Lets real threads begin at the same moment, to within a microsecond or two. */
    private static void meet(@Nullable AtomicInteger arrived) {
        if (arrived != null) {
            arrived.incrementAndGet();
            for (int i = 0; arrived.get() < 2; i++) {
                if (i < 1000) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield(); // the other one has no processor yet
                }
            }
            for (int i = ThreadLocalRandom.current().nextInt(128); i > 0; i--) {
                Thread.onSpinWait(); // one action is longer than the other
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stray) {
            throw new AssertionError("a stray interrupt", stray);
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** A guard whose time stands still and whose backend answers when the test says so. */
    private static final class Fixture implements NxClient, GuardScheduler, AsyncRun {
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

        Fixture(MethodSettings method) {
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
            check(engine.queues.isEmpty(), "a queue without waiters stays");
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
            check(releases.size() == 1, releases.size() + " releases");
            check(losses() == (released ? 0 : 1), losses + " losses told, released: " + released);
            releases.get(0).complete(true);
            check(tellings.get() == (released ? 1 : 0), tellings + " tellings, released: " + released);
            nothingStays();
        }

        void nothingStays() {
            check(engine.isIdle(), "something stays in the table");
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
}
