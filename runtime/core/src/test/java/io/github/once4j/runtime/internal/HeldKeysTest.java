package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.internal.State.Phase;
import org.junit.jupiter.api.Test;

/** Calls for keys that their own guard holds: what they are told, and what the backend is asked for on their behalf. */
class HeldKeysTest extends PhaseFixture {
    @Test
    void keyThatWasConfirmedJustNowIsHeld() {
        held(method(null, null));
        assertThat(engine.heldKeys.isEmpty()).isFalse();
        clock.moveTo(999);
        assertThat(isAnswered("k")).isTrue();
        assertThat(isAnswered("k")).isTrue();
        assertThat(isAnswered("another")).isFalse();
        assertThat(client.renewals).isEmpty();
    }

    @Test
    void keyIsAskedForOnceHalfOfTheSecondIsOver() {
        held(method(null, null));
        clock.moveTo(499);
        assertThat(isAnswered("k")).isTrue();
        clock.moveTo(500);
        assertThat(client.renewals).isEmpty();
        assertThat(isAnswered("k")).isTrue();
        clock.moveTo(620);
        assertThat(client.renewals).hasSize(1);
    }

    @Test
    void callAsksOnceTheSecondIsOver() {
        held(method(null, null));
        clock.skipTo(1_000);
        assertThat(isAnswered("k")).isFalse();
    }

    @Test
    void oneCallASecondAsksAndTheKeysOfTheOthersAreAskedForTogether() {
        for (String key : new String[] {"a", "b", "c", "d"}) {
            held(method(null, null), key);
        }
        clock.moveTo(2_000);
        assertThat(isAnswered("a")).isFalse(); // it asks itself
        assertThat(isAnswered("b")).isTrue();
        assertThat(isAnswered("c")).isTrue();
        assertThat(isAnswered("c")).isTrue();
        clock.moveTo(2_100);
        assertThat(client.batches).isOne();
        assertThat(client.renewals)
                .extracting(each -> each.request().key())
                .containsExactlyInAnyOrder("once:b", "once:c");
        clock.moveTo(2_999);
        assertThat(isAnswered("a")).isTrue();
        clock.moveTo(3_000);
        assertThat(isAnswered("a")).isFalse();
    }

    @Test
    void keysAreAskedForOnceASecond() {
        held(method(null, null), "a");
        HeldLease lease = held(method(null, null), "b");
        clock.moveTo(600);
        assertThat(isAnswered("a")).isTrue();
        clock.moveTo(700);
        assertThat(client.renewals).hasSize(1);
        client.renewals.get(0).reply().complete(true);
        assertThat(isAnswered("b")).isTrue();
        clock.moveTo(1_550);
        assertThat(client.renewals).hasSize(1);
        clock.moveTo(1_800);
        assertThat(client.renewals).hasSize(2);
        assertThat(client.renewals.get(1).request().token()).isSameAs(lease);
    }

    @Test
    void keyThatWasReleasedByForceIsSeenAsFreeWithTheReply() {
        HeldLease lease = held(method(null, null));
        clock.moveTo(600);
        assertThat(isAnswered("k")).isTrue();
        clock.moveTo(700);
        client.renewals.get(0).reply().complete(false);
        assertThat(lease.is(Phase.LOST)).isTrue();
        assertThat(events).containsExactly("lost TAKEN");
        assertThat(isAnswered("k")).isFalse();
    }

    @Test
    void confirmedLeaseIsRenewedAfterAThirdOfItAgain() {
        held(method(null, null));
        clock.moveTo(600);
        assertThat(isAnswered("k")).isTrue();
        long sent = renewal(1);
        client.renewals.get(0).reply().complete(true);
        assertThat(renewal(2) - sent).isBetween(4_500L, 5_600L);
    }

    @Test
    void leaseThatIsMetAfterEachRenewalIsAskedForOnceASecond() {
        held(method(null, null));
        for (long now = 0; now <= 10_000; now += 50) {
            clock.moveTo(now);
            client.renewals.forEach(each -> each.reply().complete(true));
            isAnswered("k");
        }
        assertThat(client.renewals).hasSizeBetween(9, 10);
        assertThat(client.acquires).hasSizeLessThan(12);
    }

    @Test
    void leaseWhoseRenewalIsNotAnsweredIsNotAskedForAgain() {
        held(method(null, null));
        clock.moveTo(600);
        assertThat(isAnswered("k")).isTrue();
        clock.moveTo(700);
        assertThat(isAnswered("k")).isTrue();
        clock.moveTo(1_690);
        assertThat(isAnswered("k")).isFalse();
        assertThat(isAnswered("k")).isTrue();
        assertThat(client.renewals).hasSize(1);
        assertThat(client.timeouts).isEmpty();
    }

    @Test
    void leaseThatHasEndedIsNeitherFoundNorAskedFor() {
        HeldLease lease = held(method(null, null));
        clock.moveTo(600);
        assertThat(isAnswered("k")).isTrue();
        completed = true;
        engine.release(lease, this);
        assertThat(isAnswered("k")).isFalse();
        client.releases.get(0).reply().complete(true);
        assertThat(engine.isIdle()).isTrue();
        clock.moveTo(2_000);
        assertThat(client.renewals).isEmpty();
        assertThat(clock.scheduled()).isZero();
    }

    @Test
    void leaseThatEndsBeforeItIsRememberedIsForgotten() {
        HeldLease lease = held(method(null, null));
        engine.release(lease, this);
        engine.heldKeys.put(lease);
        assertThat(engine.heldKeys.find(lease.storedKey)).isNull();
    }

    @Test
    void leaseThatIsOverIsNotTheHolder() {
        HeldLease lease = held(method(null, null));
        clock.skipTo(DEADLINE);
        assertThat(lease.is(Phase.HELD)).isTrue(); // no thread has looked yet
        assertThat(isAnswered("k")).isFalse();
    }

    @Test
    void leaseIsNotRememberedWhereAskingCostsNothing() {
        try (OnceGuard guard = OnceGuard.inMemory();
                Lease lease = guard.tryAcquire("k")) {
            assertThat(lease).isNotNull();
            assertThat(((EngineGuard) guard).engine().heldKeys.isEmpty()).isTrue();
        }
    }

    private boolean isAnswered(String key) {
        return LockedHere.find(engine, method(null, null), "once:" + key, false) != null;
    }
}
