package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.internal.State.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second phase of a lease, command by command. */
class RenewPhasesTest extends PhaseFixture {
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
    void bodyThatBeginsLateIsRenewedWithinAPause() {
        HeldLease lease = start(method(null, null));
        grant(0);
        clock.moveTo(8000);
        assertThat(lease.dueAt() - clock.nanoTime()).isBetween(1L, 500 * HandMovedClock.MS);
        lease.begin();
        clock.moveTo(8520);
        assertThat(client.renewals).hasSize(1);
    }

    @Test
    void renewedLeaseStandsInTheWheelWhereItIsDueNext() {
        HeldLease lease = held(method(null, null));
        renewal(1);
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.tick).isEqualTo(WheelStripe.tick(lease.dueAt()));
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
        assertThat(lease.deadline() - HandMovedClock.at(sent + DEADLINE)).isBetween(0L, HandMovedClock.MS - 1);
    }

    @Test
    void renewalOfATakenKeyLosesTheLease() {
        HeldLease lease = held(method(null, null));
        renewal(1);
        client.renewals.get(0).reply().complete(false);
        assertThat(events).containsExactly("lost TAKEN");
        assertThat(expired).as("an end that was missed").isOne();
        assertThat(lease.is(Phase.LOST)).isTrue();
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.isHeld()).isFalse();
        clock.moveTo(clock.millis() + 15_100);
        assertThat(expired).as("an end that was missed after the loss").isEqualTo(2);
        assertThat(engine.isIdle()).isTrue();
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
    void leaseIsNotHeldFromItsDeadlineOn() {
        HeldLease lease = held(method(null, null));
        clock.skipTo(DEADLINE - 1);
        assertThat(lease.isHeld()).isTrue();
        clock.skipTo(DEADLINE);
        assertThat(lease.isHeld()).isFalse();
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
    void suspensionDoesNotRepeatAnAcquisition() {
        start(method(null, null));
        clock.moveTo(500);
        clock.wallClockAhead = 5000;
        clock.moveTo(700);
        assertThat(client.acquires).hasSize(1);
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

    @Test
    void renewalForAMillisecondIsNotSent() {
        HeldLease lease = held(method(null, Duration.ofSeconds(20)));
        clock.skipTo(19_998);
        engine.renewer.renew(List.of(lease));
        assertThat(client.renewals).hasSize(1);
        clock.skipTo(19_999);
        engine.renewer.renew(List.of(lease));
        assertThat(client.renewals).hasSize(1);
        assertThat(lease.dueAt()).isEqualTo(HandMovedClock.START + LeaseTimes.NEVER);
    }

    @Test
    void lossOfABriefLeaseIsNoticedAtItsDeadline() {
        held(method(null, Duration.ofMillis(300)));
        clock.moveTo(261);
        assertThat(events).isEmpty();
        clock.moveTo(262); // 300 - 6 - 2 - 30
        assertThat(events).containsExactly("lost HELD_AT_MOST");
    }

    @Test
    void eachRenewalAsksWhetherTheEndOfTheBodyWasMissed() {
        held(method(null, null));
        renewal(1);
        assertThat(asked).isOne();
        client.renewals.get(0).reply().complete(true);
        renewal(2);
        assertThat(asked).isEqualTo(2);
    }

    // ---- a release meanwhile, whose plan a renewal must not overwrite

    @Test
    void releaseBeforeARenewalIsSentStaysDue() {
        HeldLease lease = held(method(null, null));
        beforeRenewal = () -> engine.release(lease, this);
        clock.skipTo(5_000);
        engine.renewer.renew(List.of(lease));
        assertThat(lease.is(Phase.RELEASING)).isTrue();
        assertThat(lease.dueAt()).isEqualTo(clock.nanoTime());
    }

    @Test
    void releaseBeforeTheReplyToARenewalIsHandledStaysDue() {
        HeldLease lease = held(method(null, null));
        renewal(1);
        clock.atReading(() -> true, () -> engine.release(lease, this));
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.is(Phase.RELEASING)).isTrue();
        assertThat(lease.dueAt()).isEqualTo(clock.nanoTime());
    }

    @Test
    void releaseBeforeABodyHasBegunStaysDue() {
        HeldLease lease = start(method(null, null));
        grant(0);
        clock.atReading(() -> true, () -> engine.release(lease, this));
        engine.renewer.renew(List.of(lease));
        assertThat(lease.is(Phase.RELEASING)).isTrue();
        assertThat(lease.dueAt()).isEqualTo(clock.nanoTime());
    }
}
