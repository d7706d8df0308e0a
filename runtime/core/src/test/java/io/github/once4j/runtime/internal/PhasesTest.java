package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Rejected;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.InvalidKeyException;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.TryAgainException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The phases of a lease, command by command. */
class PhasesTest extends PhaseFixture {
    // ---- acquisition

    @Test
    void grantedKeyIsHeldFromTheTimeOfTheCommand() {
        clock.moveTo(100);
        HeldLease lease = start(method(null, null));
        assertThat(client.acquires.get(0).request().ttl()).isEqualTo(LEASE);
        clock.moveTo(300);
        grant(0);
        assertThat(settled).isOne();
        assertThat(lease.is(Phase.HELD)).isTrue();
        assertThat(lease.isAcquired()).isTrue();
        assertThat(lease.remaining()).isEqualTo(Duration.ofMillis(100 + DEADLINE - 300));
        assertThat(lease.sentAt()).isEqualTo(100 * MS);
        assertThat(lease.refusal()).isNull();
    }

    @Test
    void fenceOfTheReplyIsTheLeases() {
        HeldLease stored = start(method(null, null));
        client.acquires.get(0).reply().complete(new AcquireResult.Stored(OptionalLong.of(41)));
        assertThat(stored.fence()).hasValue(41);
        HeldLease owned = start(method(null, null));
        client.acquires.get(1).reply().complete(new AcquireResult.AlreadyOwned(OptionalLong.of(42)));
        assertThat(owned.fence()).hasValue(42);
    }

    @Test
    void heldKeyRefusesTheCallAndNothingRemains() {
        HeldLease lease = start(method(null, null));
        busy(0);
        assertThat(lease.refusal()).isInstanceOf(Rejected.class);
        assertThat(Acquirer.failure(lease)).isNull();
        assertThat(settled).isOne();
        engine.finished(lease);
        assertThat(engine.isIdle()).isTrue();
        assertThat(client.releases).isEmpty();
    }

    @Test
    void refusedCallThatIsNotCompletedExpiresAfterALease() {
        start(method(null, null));
        busy(0);
        clock.moveTo(14_900);
        assertThat(expired).isZero();
        clock.moveTo(15_200);
        assertThat(expired).isOne();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void commandThatWasNotExecutedFailsTheCallAtOnce() {
        HeldLease lease = start(method(null, null));
        client.acquires.get(0).reply().completeExceptionally(new NotExecutedException("OOM", null));
        assertThat(lease.refusal()).isInstanceOf(Failed.class);
        assertThat(Acquirer.failure(lease)).hasMessage("OOM");
        assertThat(client.releases).isEmpty();
        assertThat(settled).isOne();
    }

    @Test
    void commandThatIsLikelyToSucceedSoonIsRepeatedUntilTheTimeOut() {
        HeldLease lease = start(method(null, null));
        client.acquires.get(0).reply().completeExceptionally(new TryAgainException("TRYAGAIN"));
        clock.moveTo(499);
        assertThat(client.acquires).hasSize(1);
        clock.moveTo(520);
        assertThat(client.acquires).hasSize(2);
        clock.moveTo(1400);
        client.acquires.get(1).reply().completeExceptionally(new TryAgainException("TRYAGAIN"));
        assertThat(lease.is(Phase.ACQUIRING)).isTrue();
        clock.moveTo(1950);
        client.acquires.get(2).reply().completeExceptionally(new TryAgainException("TRYAGAIN"));
        assertThat(lease.refusal()).isInstanceOf(Failed.class);
        assertThat(lease.isCleaningUp()).as("nothing was executed").isFalse();
    }

    @Test
    void missingReplyIsAskedForAgainWithTheSameToken() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(999);
        assertThat(lease.isAwaitingReply()).isTrue();
        clock.moveTo(1040);
        assertThat(lease.isAwaitingReply()).isFalse();
        assertThat(client.timeouts).hasSize(1).allMatch(each -> each.toMillis() >= 1000 && each.toMillis() < 1040);
        clock.moveTo(1560);
        assertThat(client.acquires).hasSize(2);
        assertThat(client.acquires.get(1).at()).isBetween(1500L, 1560L);
        assertThat(client.acquires.get(1).request().token().text())
                .isEqualTo(client.acquires.get(0).request().token().text());
        client.acquires.get(1).reply().complete(new AcquireResult.AlreadyOwned(OptionalLong.empty()));
        assertThat(lease.is(Phase.HELD)).isTrue();
    }

    @Test
    void acquisitionWithoutAReplyGivesUpAndCleansUpThreeTimes() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(2600);
        assertThat(lease.isCleaningUp()).isTrue();
        assertThat(Acquirer.failure(lease)).isInstanceOf(TimeoutException.class).hasMessage("no reply within 1000 ms");
        assertThat(settled).isOne();
        long first = client.releases.get(0).at();
        assertThat(client.releases).hasSize(1);
        clock.moveTo(30_000);
        assertThat(client.releases).hasSize(3);
        assertThat(client.releases.get(1).at() - first).isBetween(1000L, 1040L);
        assertThat(client.releases.get(2).at() - client.releases.get(1).at()).isBetween(7500L, 7540L);
        assertThat(client.releases).allMatch(each -> each.request().keep().isZero());
        assertThat(expired).isOne();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void failureOfAnEarlierAttemptIsIgnored() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(1600);
        client.acquires.get(0).reply().completeExceptionally(new IOException("reset"));
        assertThat(lease.isAwaited(lease.commandAt())).isTrue();
        assertThat(lease.isAwaitingReply()).as("for the second attempt").isTrue();
        grant(1);
        assertThat(lease.is(Phase.HELD)).isTrue();
    }

    @Test
    void brokenConnectionIsRetriedAfterAPause() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(200);
        client.acquires.get(0).reply().completeExceptionally(new IOException("reset"));
        assertThat(lease.dueAt()).isEqualTo(700 * MS);
        clock.moveTo(760);
        assertThat(client.acquires).hasSize(2);
    }

    @Test
    void busyReplyToALaterAttemptIsCleanedUpSinceTheFirstMayStillBeExecuted() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(1600);
        busy(1);
        assertThat(lease.isCleaningUp()).isTrue();
        assertThat(lease.refusal()).isInstanceOf(Rejected.class);
        assertThat(client.releases).hasSize(1);
    }

    @Test
    void replyAfterAThirdOfTheLeaseIsNotAccepted() {
        HeldLease lease = start(method(null, null));
        clock.skipTo(5000);
        grant(0);
        assertThat(lease.isCleaningUp()).isTrue();
        assertThat(Acquirer.failure(lease)).hasMessage("the reply did not come within 5000 ms");
        assertThat(client.releases).hasSize(1);
    }

    @Test
    void replyJustWithinAThirdOfTheLeaseIsAccepted() {
        HeldLease lease = start(method(null, null));
        clock.skipTo(4999);
        grant(0);
        assertThat(lease.is(Phase.HELD)).isTrue();
        assertThat(client.releases).isEmpty();
    }

    @Test
    void grantForAnAbandonedAcquisitionIsReleased() {
        HeldLease lease = start(method(null, null));
        assertThat(engine.abandon(lease, new CancellationException())).isTrue();
        assertThat(engine.abandon(lease, new CancellationException()))
                .as("it is cleaned up already")
                .isTrue();
        assertThat(client.releases).hasSize(1);
        grant(0);
        assertThat(client.releases).hasSize(2);
        assertThat(lease.is(Phase.HELD)).isFalse();
    }

    @Test
    void secondGrantForAHeldLeaseReleasesNothing() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(1600);
        grant(1);
        grant(0);
        assertThat(lease.is(Phase.HELD)).isTrue();
        assertThat(client.releases).isEmpty();
        assertThat(engine.abandon(lease, new CancellationException())).isFalse();
    }

    @Test
    void grantAfterTheReleaseIsReleasedToo() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(1600);
        grant(1);
        lease.begin();
        engine.release(lease, this);
        client.releases.get(0).reply().complete(true);
        grant(0);
        assertThat(client.releases).hasSize(2);
    }

    @Test
    void invalidKeyIsAFailureThatWasNotExecuted() {
        HeldLease lease = start(method(null, null));
        client.acquires.get(0).reply().completeExceptionally(new InvalidKeyException("no tag"));
        assertThat(engine.outcomes.of(lease, false)).hasMessageContaining("no tag");
        assertThat(client.releases).isEmpty();
    }

    @Test
    void leaseThatEndedHereIsReportedAsTakenWhenItsKeyIsFree() {
        HeldLease here = held(method(null, null));
        clock.moveTo(3000);
        HeldLease next = start(method(null, null));
        grant(1);
        assertThat(events).containsExactly("lost TAKEN");
        assertThat(here.is(Phase.LOST)).isTrue();
        assertThat(next.is(Phase.HELD)).isTrue();
    }

    @Test
    void leaseThatIsStillTheHolderIsNotLost() {
        HeldLease here = held(method(null, null));
        clock.moveTo(3000);
        start(method(null, null));
        client.acquires.get(1).reply().complete(new AcquireResult.Busy(stored(here.text())));
        assertThat(here.is(Phase.HELD)).isTrue();
        start(method(null, null));
        client.acquires.get(2).reply().complete(new AcquireResult.Busy(stored("another")));
        assertThat(here.is(Phase.LOST)).isTrue();
    }

    // ---- renewal

    @Test
    void heldLeaseIsRenewedAgainAndAgain() {
        HeldLease lease = held(method(null, null));
        clock.moveTo(4499);
        assertThat(client.renewals).isEmpty();
        long sent = renewal(1);
        assertThat(sent).isBetween(4500L, 5530L);
        assertThat(client.renewals.get(0).request().ttl()).isEqualTo(LEASE);
        clock.moveTo(sent + 300);
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.remaining().toMillis()).isBetween(DEADLINE - 301, DEADLINE - 299);
        clock.moveTo(sent + 4490);
        assertThat(client.renewals).hasSize(1);
        assertThat(renewal(2)).isBetween(sent + 4500, sent + 5540);
    }

    @Test
    void leaseWhoseBodyHasNotBegunIsNotRenewed() {
        HeldLease lease = start(method(null, null));
        grant(0);
        clock.moveTo(DEADLINE - 1);
        assertThat(client.renewals).isEmpty();
        lease.begin();
        clock.moveTo(DEADLINE - 1 + 110);
        assertThat(lease.is(Phase.LOST)).isTrue();
    }

    @Test
    void bodyThatBeginsLateIsRenewedAtOnce() {
        HeldLease lease = start(method(null, null));
        grant(0);
        clock.moveTo(8000);
        lease.begin();
        clock.moveTo(8110);
        assertThat(client.renewals).hasSize(1);
    }

    @Test
    void failedRenewalIsRetriedAfterAPauseAndReported() {
        held(method(null, null));
        long sent = renewal(1);
        client.renewals.get(0).reply().completeExceptionally(new IOException("reset"));
        assertThat(events).containsExactly("failed RENEW");
        clock.moveTo(sent + 499);
        assertThat(client.renewals).hasSize(1);
        clock.moveTo(sent + 540);
        assertThat(client.renewals).hasSize(2);
        client.renewals.get(0).reply().complete(true);
        assertThat(events).containsExactly("failed RENEW");
    }

    @Test
    void renewalWithoutAReplyIsSentAgainAfterTheTimeOut() {
        held(method(null, null));
        long sent = renewal(1);
        clock.moveTo(sent + 999);
        assertThat(client.renewals).hasSize(1);
        clock.moveTo(sent + 1040);
        assertThat(client.renewals).hasSize(2);
        assertThat(events).containsExactly("failed RENEW");
        client.renewals.get(0).reply().completeExceptionally(new IOException("late"));
        assertThat(events).as("the second one is awaited").hasSize(1);
    }

    @Test
    void lateReplyToAnEarlierRenewalCountsFromThatRenewal() {
        HeldLease lease = held(method(null, null));
        long sent = renewal(1);
        clock.moveTo(sent + 1040);
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.deadline()).isEqualTo((sent + DEADLINE) * MS + lease.deadline() % MS);
    }

    @Test
    void renewalOfATakenKeyLosesTheLease() {
        HeldLease lease = held(method(null, null));
        renewal(1);
        client.renewals.get(0).reply().complete(false);
        assertThat(events).containsExactly("lost TAKEN");
        assertThat(lease.is(Phase.LOST)).isTrue();
        assertThat(engine.isIdle()).isTrue();
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void replyAtTheDeadlineIsTooLate() {
        HeldLease lease = held(method(null, null));
        renewal(1);
        clock.skipTo(DEADLINE);
        client.renewals.get(0).reply().complete(true);
        assertThat(events).containsExactly("lost UNREACHABLE");
        assertThat(lease.is(Phase.LOST)).isTrue();
    }

    @Test
    void replyJustBeforeTheDeadlineRenews() {
        HeldLease lease = held(method(null, null));
        renewal(1);
        clock.skipTo(DEADLINE - 1);
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.isHeld()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void lossIsNoticedAtTheDeadlineWhateverBlocksTheSender() {
        HeldLease lease = held(method(null, null));
        clock.sendsBlocked = true;
        clock.moveTo(DEADLINE - 1);
        assertThat(lease.isHeld()).isTrue();
        clock.moveTo(DEADLINE);
        assertThat(events).containsExactly("lost UNREACHABLE");
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.remaining()).isZero();
    }

    @Test
    void leasesThatAreDueTogetherAreRenewedTogether() {
        for (int i = 0; i < 50; i++) {
            held(method(null, null), "k" + i);
        }
        clock.moveTo(5480);
        assertThat(client.renewals).hasSize(50);
        assertThat(client.batches).isLessThan(5);
        assertThat(client.renewals.stream().map(each -> each.request().key()).distinct())
                .hasSize(50);
    }

    @Test
    void heldLeasesAreRenewedAtOnceAfterASuspension() {
        held(method(null, null));
        clock.moveTo(1000);
        clock.wallClockAhead = 500;
        clock.moveTo(1200);
        assertThat(client.renewals).as("a small step").isEmpty();
        clock.wallClockAhead = 1001;
        clock.moveTo(1400);
        assertThat(client.renewals).hasSize(1);
        client.renewals.get(0).reply().complete(true);
        clock.wallClockAhead = 400;
        clock.moveTo(1600);
        assertThat(client.renewals).as("a step back").hasSize(2);
    }

    @Test
    void suspensionDoesNotRenewALeaseThatIsToExpire() {
        held(method(null, Duration.ofSeconds(15)));
        clock.moveTo(1000);
        clock.wallClockAhead = 5000;
        clock.moveTo(1200);
        assertThat(client.renewals).isEmpty();
    }

    @Test
    void lastRenewalsAskForTheRestOfHoldAtMost() {
        HeldLease lease = held(method(null, Duration.ofSeconds(20)));
        long sent = renewal(1);
        assertThat(client.renewals.get(0).request().ttl()).isEqualTo(LEASE);
        client.renewals.get(0).reply().complete(true);
        sent = renewal(2);
        assertThat(client.renewals.get(1).request().ttl().toMillis()).isBetween(20_000 - sent - 1, 20_000 - sent);
        client.renewals.get(1).reply().complete(true);
        clock.moveTo(19_999);
        assertThat(events).endsWith("lost HELD_AT_MOST");
        assertThat(lease.isHeld()).isFalse();
    }

    // ---- release

    @Test
    void replyToTheReleaseEndsTheLease() {
        HeldLease lease = held(method(null, null));
        assertThat(engine.release(lease, this)).isTrue();
        assertThat(lease.is(Phase.RELEASING)).isTrue();
        assertThat(client.releases.get(0).request().keep()).isZero();
        client.releases.get(0).reply().complete(true);
        assertThat(released).isOne();
        assertThat(lease.is(Phase.DONE)).isTrue();
        assertThat(engine.isIdle()).isFalse();
        engine.finished(lease);
        assertThat(engine.isIdle()).isTrue();
        assertThat(engine.release(lease, this)).isFalse();
        assertThat(client.releases).hasSize(1);
    }

    @Test
    void completionThatTheExecutorDropsExpiresAfterALease() {
        HeldLease lease = held(method(null, null));
        engine.release(lease, this);
        client.releases.get(0).reply().complete(true);
        clock.moveTo(14_990);
        assertThat(expired).isZero();
        clock.moveTo(15_200);
        assertThat(expired).isOne();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void completedRunIsNotKeptUntilTheReply() {
        HeldLease lease = held(method(null, null));
        engine.release(lease, null);
        completed = true;
        client.releases.get(0).reply().complete(true);
        assertThat(engine.isIdle()).isTrue();
        assertThat(released).isZero();
    }

    @Test
    void releaseWithHoldAtLeastKeepsTheKey() {
        HeldLease lease = held(method(Duration.ofSeconds(10), null));
        clock.moveTo(3000);
        engine.release(lease, this);
        assertThat(client.releases.get(0).request().keep()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void releaseWithoutAReplyIsRepeatedUntilTheKeyHasExpired() {
        HeldLease lease = held(method(null, null));
        clock.moveTo(1000);
        engine.release(lease, this);
        clock.moveTo(1999);
        assertThat(released).isZero();
        clock.moveTo(2040);
        assertThat(released).isOne();
        assertThat(events).containsExactly("failed RELEASE");
        clock.moveTo(2580);
        assertThat(client.releases).hasSize(2);
        completed = true;
        clock.moveTo(14_900);
        assertThat(lease.is(Phase.RELEASING)).isTrue();
        clock.moveTo(17_000);
        assertThat(lease.is(Phase.DONE)).isTrue();
        assertThat(engine.isIdle()).isTrue();
        assertThat(events).as("reported once").hasSize(1);
        assertThat(released).as("notified once").isOne();
    }

    @Test
    void failedReleaseIsRetriedInTheBackground() {
        HeldLease lease = held(method(null, null));
        engine.release(lease, this);
        client.releases.get(0).reply().completeExceptionally(new IOException("reset"));
        assertThat(released).isOne();
        assertThat(lease.dueAt()).isEqualTo(500 * MS);
        clock.moveTo(560);
        assertThat(client.releases).hasSize(2);
        completed = true;
        client.releases.get(1).reply().complete(false);
        assertThat(engine.isIdle()).isTrue();
        assertThat(client.releases).hasSize(2);
    }

    @Test
    void lateFailureOfAReleaseIsIgnored() {
        HeldLease lease = held(method(null, null));
        engine.release(lease, this);
        clock.moveTo(1600);
        client.releases.get(1).reply().complete(true);
        client.releases.get(0).reply().completeExceptionally(new IOException("late"));
        assertThat(events).hasSize(1);
        assertThat(lease.is(Phase.DONE)).isTrue();
    }

    @Test
    void lostLeaseIsReleasedOnceWhenItsBodyEnds() {
        HeldLease lease = held(method(Duration.ofSeconds(20), null));
        engine.reporter.lose(lease, Reason.TAKEN);
        clock.moveTo(2000);
        assertThat(engine.release(lease, this)).isFalse();
        assertThat(client.releases.get(0).request().keep()).isEqualTo(Duration.ofSeconds(18));
        assertThat(engine.release(lease, this)).isFalse();
        assertThat(client.releases).hasSize(1);
        assertThat(released).isZero();
    }

    @Test
    void replyToARenewalAfterTheReleaseChangesNothing() {
        HeldLease lease = held(method(null, null));
        renewal(1);
        engine.release(lease, this);
        client.renewals.get(0).reply().complete(true);
        client.renewals.get(0).reply().complete(false);
        assertThat(lease.is(Phase.RELEASING)).isTrue();
        assertThat(events).isEmpty();
        clock.moveTo(clock.nanoTime() / MS + 1100);
        assertThat(events).containsExactly("failed RELEASE");
    }

    @Test
    void nothingIsScheduledWhenNothingIsHeld() {
        HeldLease lease = held(method(null, null));
        assertThat(clock.scheduled()).isEqualTo(2);
        engine.release(lease, this);
        client.releases.get(0).reply().complete(true);
        engine.finished(lease);
        clock.moveTo(300);
        assertThat(clock.scheduled()).isZero();
        held(method(null, null));
        assertThat(clock.scheduled()).isEqualTo(2);
    }
}
