package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.internal.State.Phase;
import org.junit.jupiter.api.Test;

/** The two threads that look after leases: what they do for each other, and what cannot harm them. */
class DriverPhasesTest extends PhaseFixture {
    @Test
    void leaseIsForgottenIfNoThreadCanBeStarted() {
        clock.refusal = new OutOfMemoryError("no thread");
        assertThatThrownBy(() -> start(method(null, null))).isSameAs(clock.refusal);
        assertThat(engine.isIdle()).isTrue();
        assertThat(client.acquires).isEmpty();
    }

    @Test
    void runThatThrowsDoesNotHarmTheOthers() {
        HeldLease lease = held(method(null, null), "other");
        start(method(null, null));
        thrown = new OutOfMemoryError("of the test");
        clock.moveTo(2_600);
        assertThat(settled).isEqualTo(2);
        assertThat(warnings.texts()).contains("A command could not be sent; it is tried again");
        renewal(1);
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void deadlineThreadStartsTheSendingThreadAgain() {
        clock.sendsBlocked = true;
        HeldLease lease = held(method(null, null));
        clock.sendsBlocked = false;
        assertThat(renewal(1)).isLessThan(5_540);
        client.renewals.get(0).reply().complete(true);
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void sendingThreadStartsTheDeadlineThreadAgain() {
        clock.deadlinesBlocked = true;
        held(method(null, null));
        clock.deadlinesBlocked = false;
        clock.moveTo(3_000);
        clock.sendsBlocked = true;
        clock.moveTo(DEADLINE);
        assertThat(events).containsExactly("lost UNREACHABLE");
    }

    @Test
    void threadsSleepWhileNothingIsDue() {
        held(method(null, null));
        clock.moveTo(1_000);
        long before = clock.count;
        clock.moveTo(2_000);
        assertThat(clock.count - before).isBetween(20L, 22L); // each once in 100 ms
    }

    @Test
    void threadsThatMustNotBeBlockedAreKnown() {
        HeldLease lease = held(method(null, null));
        Thread self = Thread.currentThread();
        assertThat(engine.driver.isRunningOn(self)).isFalse();
        boolean[] isKnown = new boolean[2];
        beforeRenewal = () -> isKnown[0] = engine.driver.isRunningOn(self);
        renewal(1);
        assertThat(isKnown[0]).as("it sends").isTrue();
        lease.onLost(() -> isKnown[1] = engine.driver.isRunningOn(self));
        clock.sendsBlocked = true;
        clock.moveTo(DEADLINE);
        assertThat(lease.is(Phase.LOST)).isTrue();
        assertThat(isKnown[1]).as("it checks deadlines").isTrue();
        assertThat(engine.driver.isRunningOn(self)).isFalse();
    }
}
