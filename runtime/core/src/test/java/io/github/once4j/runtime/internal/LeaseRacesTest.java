package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.spi.AcquireResult;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two things happen to the lease of a run at once. */
class LeaseRacesTest extends RaceScenario {
    private static final MethodSettings PLAIN = new MethodSettings(new OnceMethod(LeaseRacesTest.class, "plain", "k"));
    private static final MethodSettings STOPS = new MethodSettings(
            new OnceMethod(LeaseRacesTest.class, "stops", "k"), null, null, null, null, null, false, true);

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
}
