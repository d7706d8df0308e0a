package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The first phase of a lease, command by command. */
class AcquirePhasesTest extends PhaseFixture {
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
        assertThat(lease.sentAt()).isEqualTo(HandMovedClock.at(100));
        assertThat(lease.refusal()).isNull();
    }

    @Test
    void replyThatIsThereAtOnceIsTaken() {
        client.repliesAtOnce = true;
        HeldLease lease = start(method(null, null));
        assertThat(lease.is(Phase.HELD)).isTrue();
        assertThat(settled).isOne();
    }

    @Test
    void keyThatIsNotHeldHasNoDeadline() {
        HeldLease lease = start(method(null, null));
        assertThat(lease.deadline()).isEqualTo(HandMovedClock.START + LeaseTimes.NEVER);
        assertThat(lease.isHeld()).isFalse();
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
    void failedCommandIsNotRepeatedIfThatWouldBeAtTheTimeOut() {
        HeldLease first = start(method(null, null));
        HeldLease second = start(method(null, null));
        clock.skipTo(1_499);
        client.acquires.get(0).reply().completeExceptionally(new IOException("reset"));
        assertThat(first.is(Phase.ACQUIRING)).isTrue();
        clock.skipTo(1_500);
        client.acquires.get(1).reply().completeExceptionally(new IOException("reset"));
        assertThat(second.isCleaningUp()).isTrue();
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
    void briefPauseIsKept() {
        start(leased(Duration.ofSeconds(1)));
        clock.moveTo(300);
        long timedOut = client.timeouts.get(0).toMillis();
        assertThat(timedOut).isBetween(100L, 121L);
        assertThat(client.acquires.get(1).at() - timedOut).isBetween(50L, 71L);
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
    void lastAttemptIsWaitedForUntilItsTimeOut() {
        HeldLease lease = start(method(null, null));
        clock.moveTo(2_490);
        assertThat(client.acquires).hasSize(2);
        assertThat(lease.is(Phase.ACQUIRING)).isTrue();
        clock.moveTo(2_600);
        assertThat(lease.isCleaningUp()).isTrue();
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
        assertThat(lease.dueAt()).isEqualTo(HandMovedClock.at(700));
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
    void cleanUpIsRepeatedWhenTheGuardIsClosed() {
        HeldLease lease = start(method(null, null));
        engine.abandon(lease, new CancellationException());
        assertThat(client.releases).hasSize(1);
        engine.close(Duration.ZERO);
        assertThat(client.releases).hasSize(2);
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void grantIsReleasedIfItsAcquisitionIsAbandonedWhileItIsHandled() {
        HeldLease lease = start(method(null, null));
        clock.atReading(() -> true, () -> engine.abandon(lease, new CancellationException()));
        grant(0);
        assertThat(lease.isCleaningUp()).isTrue();
        assertThat(client.releases).hasSize(2);
        assertThat(engine.heldKeys.find(lease.storedKey)).isNull();
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
}
