package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Phase;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The last phase of a lease, command by command. */
class ReleasePhasesTest extends PhaseFixture {
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
    void replyThatIsThereAtOnceIsTaken() {
        HeldLease lease = held(method(null, null));
        client.repliesAtOnce = true;
        engine.release(lease, this);
        assertThat(lease.is(Phase.DONE)).isTrue();
        assertThat(released).isOne();
    }

    @Test
    void nothingKeepsAReleasedLeaseOrItsActions() {
        HeldLease lease = held(method(null, null));
        assertThat(engine.heldKeys.find(lease.storedKey)).isSameAs(lease);
        WeakReference<Runnable> action = onLost(lease);
        engine.release(lease, this);
        assertThat(engine.heldKeys.find(lease.storedKey)).isNull();
        await().until(() -> {
            System.gc();
            return action.get() == null;
        });
        assertThat(lease.is(Phase.RELEASING)).isTrue();
    }

    private static WeakReference<Runnable> onLost(HeldLease lease) {
        var body = new Object();
        Runnable action = body::hashCode;
        lease.onLost(action);
        return new WeakReference<>(action);
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
    void completionThatTheExecutorDropsAfterAFailedReleaseExpiresWithTheKey() {
        HeldLease lease = held(method(null, null));
        engine.release(lease, this);
        client.releases.get(0).reply().completeExceptionally(new IOException("reset"));
        clock.moveTo(8000);
        client.releases.get(1).reply().complete(true);
        assertThat(lease.dueAt()).isEqualTo(HandMovedClock.at(15_000));
        clock.moveTo(15_200);
        assertThat(expired).isOne();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void completionIsGivenAMomentAfterAReleaseThatSucceedsWhenTheKeyHasNearlyExpired() {
        HeldLease lease = held(method(null, null));
        clock.skipTo(14_000);
        engine.release(lease, this);
        client.releases.get(0).reply().completeExceptionally(new IOException("reset"));
        clock.skipTo(14_900);
        engine.releaser.due(lease);
        client.releases.get(1).reply().complete(true);
        assertThat(lease.dueAt()).isEqualTo(HandMovedClock.at(15_400));
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
        engine.finished(lease);
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
        assertThat(lease.dueAt()).isEqualTo(HandMovedClock.at(500));
        clock.moveTo(560);
        assertThat(client.releases).hasSize(2);
        completed = true;
        client.releases.get(1).reply().complete(false);
        assertThat(engine.isIdle()).isTrue();
        assertThat(client.releases).hasSize(2);
    }

    @Test
    void releaseIsNotRepeatedFromTheTimeOnWhenItsKeyHasExpired() {
        HeldLease lease = held(method(null, null));
        engine.release(lease, this);
        client.releases.get(0).reply().completeExceptionally(new IOException("reset"));
        clock.skipTo(14_999);
        engine.releaser.due(lease);
        assertThat(client.releases).hasSize(2);
        client.releases.get(1).reply().completeExceptionally(new IOException("reset"));
        clock.skipTo(15_000);
        engine.releaser.due(lease);
        assertThat(client.releases).hasSize(2);
        assertThat(lease.is(Phase.DONE)).isTrue();
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
        client.releases.get(0).reply().complete(true);
        assertThat(lease.is(Phase.DONE)).isTrue();
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
        clock.moveTo(clock.millis() + 1100);
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
