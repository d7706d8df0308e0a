package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The phases of a lease whose thread waits for the replies, and those of a lease whose run has lost its way. */
@Timeout(30)
class SyncPhasesTest extends PhaseFixture {
    /** A wait that is notified ends long before it would look by itself, after the 2 s of an acquisition. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final CompletableFuture<@Nullable Lease> acquired = new CompletableFuture<>();
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    @Test
    void replyWakesTheCall() {
        calls(method(null, null));
        grant(0);
        await().atMost(SOON).until(acquired::isDone);
        assertThat(acquired.join()).isNotNull();
    }

    @Test
    void busyReplyWakesTheCallAndNothingIsLeft() {
        calls(method(null, null));
        busy(0);
        await().atMost(SOON).until(acquired::isDone);
        assertThat(acquired.join()).isNull();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void interruptEndsTheCallAndStaysSet() {
        Thread caller = calls(method(null, null));
        caller.interrupt();
        await().atMost(SOON).until(acquired::isDone);
        assertThat(acquired).isCompletedExceptionally();
        assertThat(acquired.handle((lease, thrown) -> thrown).join())
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("interrupted while waiting");
        assertThat(interrupted.join()).isTrue();
        assertThat(client.releases).hasSize(1); // cleaned up
    }

    /** Nobody is told that it was acquired. */
    @Test
    void callThatWasStoppedForAsLongAsItsLeaseFails() {
        calls(method(null, null));
        var lease = (HeldLease) client.acquires.get(0).request().token();
        clock.atReading(() -> lease.is(Phase.HELD), () -> clock.skipTo(20_000));
        grant(0);
        await().until(acquired::isDone);
        assertThat(acquired.handle((none, thrown) -> thrown).join())
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("its lease was over before the body could begin");
        assertThat(events).containsExactly("failed ACQUIRE");
    }

    @Test
    void bodyDoesNotBeginAfterAListenerThatTookAsLongAsTheLease() {
        client.repliesAtOnce = true;
        whenAcquired = () -> clock.skipTo(20_000);
        assertThatThrownBy(() -> SyncCall.acquire(engine, method(null, null), "k", false))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("its lease was over before the body could begin");
        assertThat(events).containsExactly("acquired", "failed ACQUIRE", "released");
        assertThat(client.releases).hasSize(1);
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void bodyDoesNotBeginAfterAGateThatTookAsLongAsTheLease() {
        client.repliesAtOnce = true;
        OnceGuard guard =
                OnceGuard.builder().client(client).scheduler(clock).lease(LEASE).build();
        ((ReleaseGate.Target) guard).setGateIfAbsent(run -> {
            clock.skipTo(20_000);
            return true;
        });
        assertThatThrownBy(() -> guard.tryAcquire("k"))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("its lease was over before the body could begin");
        assertThat(client.releases).hasSize(1);
    }

    /** Such as a StackOverflowError, of which nobody could do more than tell. */
    @Test
    void leaseOfACallThatThrewInTheGuardIsReleased() {
        client.repliesAtOnce = true;
        var thrown = new StackOverflowError();
        clock.atReading(() -> isHeld("once:k"), () -> {
            throw thrown;
        });
        assertThatThrownBy(() -> SyncCall.acquire(engine, method(null, null), "k", false))
                .isSameAs(thrown);
        clock.moveTo(5_600); // when its first renewal would be due
        assertThat(client.releases).hasSize(1);
        assertThat(client.renewals).isEmpty();
        assertThat(engine.isIdle()).isTrue();
    }

    /** Its renewal, which would meet it, is due never. */
    @Test
    void leaseThatIsNotRenewedOfACallThatThrewInTheGuardIsReleased() {
        client.repliesAtOnce = true;
        clock.atReading(() -> isHeld("once:k"), () -> {
            throw new StackOverflowError();
        });
        assertThatThrownBy(() -> SyncCall.acquire(engine, method(null, Duration.ofSeconds(10)), "k", false))
                .isInstanceOf(StackOverflowError.class);
        clock.moveTo(9_900);
        assertThat(client.releases).hasSize(1);
    }

    private boolean isHeld(String storedKey) {
        return engine.heldKeys.find(storedKey) != null;
    }

    @Test
    void releasedIsToldAfterTheReply() {
        calls(method(null, null));
        grant(0);
        Lease lease = acquired.join();
        var closer = new Thread(lease::close);
        closer.start();
        await().until(() -> client.releases.size() == 1 && closer.getState() == Thread.State.TIMED_WAITING);
        assertThat(events).containsExactly("acquired");
        client.releases.get(0).reply().complete(true);
        await().until(() -> !closer.isAlive());
        assertThat(events).containsExactly("acquired", "released");
    }

    @Test
    void callEndsByItselfWhenTheSendingThreadIsBlocked() {
        clock.skipTo(1_000);
        calls(method(null, null));
        clock.skipTo(5_000);
        await().during(Duration.ofMillis(2_100)).until(() -> !acquired.isDone()); // not yet longer than twice the 2 s
        clock.skipTo(5_001);
        await().until(acquired::isDone);
        assertThat(acquired.handle((lease, thrown) -> thrown).join()).hasMessageContaining("no outcome within 4000 ms");
    }

    @Test
    void releaseIsWaitedForWhateverInterrupts() {
        calls(leased(Duration.ofMinutes(1))); // a command times out after 2 s
        grant(0);
        Lease lease = acquired.join();
        assertThat(lease).isNotNull();
        var closed = new CompletableFuture<Boolean>();
        var closer = new Thread(() -> {
            lease.close();
            closed.complete(Thread.currentThread().isInterrupted());
        });
        closer.start();
        await().until(() -> client.releases.size() == 1 && closer.getState() == Thread.State.TIMED_WAITING);
        closer.interrupt();
        await().during(Duration.ofMillis(300)).until(() -> !closed.isDone());
        client.releases.get(0).reply().complete(true);
        await().atMost(SOON).until(closed::isDone);
        assertThat(closed.join()).isTrue();
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void releaseWithoutAReplyIsNotWaitedForLongerThanTwoTimeOuts() {
        calls(method(null, null));
        grant(0);
        Lease lease = acquired.join();
        var closer = new Thread(lease::close);
        closer.start();
        await().until(() -> client.releases.size() == 1 && closer.getState() == Thread.State.TIMED_WAITING);
        clock.skipTo(1_999);
        await().during(Duration.ofMillis(1_100)).until(closer::isAlive);
        clock.skipTo(2_000);
        await().until(() -> !closer.isAlive());
    }

    @Test
    void leaseKnowsTheThreadOfItsBody() {
        HeldLease lease = engine.attempt(method(null, null), "once:k", true, Thread.currentThread());
        assertThat(lease.thread()).isSameAs(Thread.currentThread());
        assertThat(lease.isRunOn(Thread.currentThread())).isTrue();
        assertThat(lease.isRunOn(new Thread())).isFalse();
    }

    // ---- the end of a run that nobody else ends

    @Test
    void brokenLeaseIsReleasedByTheSendingThread() {
        HeldLease lease = held(method(null, null));
        lease.broken = new StackOverflowError();
        lease.dueAt = lease.startedAt;
        for (long now = 0; client.releases.isEmpty(); now++) {
            assertThat(now).isLessThan(5_600); // when its renewal is due: what broke it has moved it nowhere
            clock.moveTo(now);
        }
        assertThat(client.releases).hasSize(1);
        assertThat(client.renewals).isEmpty();
        assertThat(expired).isOne();
        assertThat(warnings.texts()).singleElement().asString().contains("key `k` is released late");
        client.releases.get(0).reply().complete(true);
        engine.finished(lease);
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void lostLeaseThatIsBrokenIsNotReportedAsReleased() {
        HeldLease lease = held(method(null, null));
        engine.reporter.lose(lease, Reason.TAKEN);
        lease.broken = new StackOverflowError();
        engine.driver.act(List.of(lease));
        assertThat(client.releases).isEmpty();
        assertThat(warnings.texts()).noneMatch(each -> each.contains("released late"));
    }

    @Test
    void brokenAcquisitionIsCleanedUp() {
        HeldLease lease = start(method(null, null));
        lease.broken = new StackOverflowError();
        lease.dueAt = lease.startedAt;
        clock.moveTo(1_200);
        assertThat(lease.isCleaningUp()).isTrue();
        assertThat(client.releases).isNotEmpty();
    }

    @Test
    void leaseWhoseEndCannotBeObservedIsLeftToExpire() {
        HeldLease lease = held(method(null, null));
        engine.releaser.leave(lease);
        assertThat(lease.is(Phase.DONE)).isTrue();
        assertThat(engine.heldKeys.find(lease.storedKey)).isNull();
        assertThat(engine.isIdle()).isTrue();
        engine.releaser.leave(lease);
        clock.moveTo(16_000);
        assertThat(client.releases).isEmpty();
        assertThat(client.renewals).isEmpty();
    }

    /** Calls on a thread of its own, which waits for the reply when this returns. */
    private Thread calls(MethodSettings method) {
        var caller = new Thread(() -> {
            try {
                acquired.complete(SyncCall.acquire(engine, method, "k", false));
            } catch (Throwable thrown) {
                acquired.completeExceptionally(thrown);
            }
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().until(() -> client.acquires.size() == 1 && caller.getState() == Thread.State.TIMED_WAITING);
        return caller;
    }
}
