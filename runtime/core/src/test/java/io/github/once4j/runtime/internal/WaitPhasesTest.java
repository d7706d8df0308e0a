package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Rejected;
import io.github.once4j.runtime.internal.State.Waiting;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Calls that wait for a held key, command by command. */
class WaitPhasesTest extends PhaseFixture {
    private static final MethodSettings WAITS = waits(5_000);

    @Test
    void headAsksAgainAfterAPauseThatGrows() {
        HeldLease head = start(WAITS);
        long pause = 50;
        for (int asked = 0; asked < 9; asked++) {
            long last = client.acquires.get(asked).at();
            held(asked, 60_000);
            assertThat(head.state()).isInstanceOf(Waiting.class);
            ask(asked + 2);
            // the sending thread sleeps for 20 ms at least
            assertThat(client.acquires.get(asked + 1).at() - last).isBetween(pause * 3 / 4, pause + 21);
            pause = Math.min(pause + pause / 2, 1000);
        }
    }

    @Test
    void headAsksWhenTheHoldersLeaseIsOver() {
        start(WAITS);
        for (int asked = 0; asked < 6; asked++) {
            held(asked, 60_000);
            ask(asked + 2);
        }
        long last = client.acquires.get(6).at();
        held(6, 100);
        ask(8);
        assertThat(client.acquires.get(7).at() - last).isBetween(101L, 122L);
    }

    @Test
    void onlyTheHeadAsksAndTheNextOneStandsInForIt() {
        HeldLease head = start(WAITS);
        held(0, 60_000);
        HeldLease second = start(WAITS);
        HeldLease third = start(WAITS);
        assertThat(second.state()).isInstanceOf(Waiting.class);
        assertThat(client.acquires).hasSize(1);
        assertThat(engine.abandon(head, new CancellationException("not wanted")))
                .isTrue();
        assertThat(head.refusal()).isInstanceOf(Failed.class);
        assertThat(client.releases).isEmpty();
        ask(2);
        assertThat(client.acquires.get(1).request().token()).isSameAs(second);
        assertThat(client.acquires.get(1).at()).isBetween(50L, 71L);
        grant(1);
        assertThat(second.is(Phase.HELD)).isTrue();
        assertThat(third.state()).isInstanceOf(Waiting.class);
    }

    @Test
    void endOfARunOfThisGuardWakesTheHeadAtOnce() {
        HeldLease running = held(method(null, null));
        HeldLease head = start(WAITS);
        assertThat(client.acquires).hasSize(1);
        clock.moveTo(700);
        assertThat(client.acquires).hasSize(1);
        engine.release(running, this);
        client.releases.get(0).reply().complete(true);
        assertThat(client.acquires).hasSize(2);
        assertThat(client.acquires.get(1).at()).isEqualTo(700);
        grant(1);
        assertThat(head.is(Phase.HELD)).isTrue();
        assertThat(head.startedAt).isEqualTo(700 * MS);
    }

    @Test
    void lossOfARunOfThisGuardWakesTheHeadAtOnce() {
        HeldLease running = held(method(null, null));
        start(WAITS);
        engine.reporter.lose(running, Reason.TAKEN);
        assertThat(client.acquires).hasSize(2);
    }

    @Test
    void callIsAnsweredAsLockedAtItsBound() {
        HeldLease head = start(WAITS);
        held(0, 60_000);
        for (int asked = 1; settled == 0; asked++) {
            ask(asked + 1);
            if (settled == 0) {
                held(asked, 60_000);
            }
        }
        assertThat(head.refusal()).isInstanceOf(Rejected.class);
        assertThat(clock.nanoTime() / MS).isBetween(5_000L, 5_021L);
        engine.finished(head);
        assertThat(engine.isIdle()).isTrue();
        assertThat(client.releases).isEmpty();
    }

    @Test
    void followerOfAHeadWithoutAReplyDoesNotKnowWhetherTheKeyIsFree() {
        start(WAITS);
        held(0, 100);
        ask(2); // and no reply comes
        HeldLease follower = start(waits(800));
        clock.moveTo(client.acquires.get(1).at() + 830);
        assertThat(follower.refusal()).isInstanceOf(Failed.class);
        assertThat(engine.outcomes.of(follower, false))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("it is unknown whether key `k` is free")
                .hasMessageContaining("no reply to those who wait before it within 8");
    }

    @Test
    void followerOfAHeadThatGotTheKeyIsAnsweredAsLocked() {
        start(WAITS);
        held(0, 100);
        ask(2);
        HeldLease follower = start(waits(800));
        grant(1);
        clock.moveTo(client.acquires.get(1).at() + 830);
        assertThat(follower.refusal()).isInstanceOf(Rejected.class);
    }

    @Test
    void followerIsAnsweredAsLockedIfARunBeforeItHasBegunAndEndedMeanwhile() {
        start(WAITS);
        held(0, 100);
        ask(2);
        start(WAITS);
        HeldLease last = start(waits(800));
        HeldLease head = (HeldLease) client.acquires.get(1).request().token();
        grant(1);
        head.begin();
        engine.release(head, this);
        client.releases.get(0).reply().complete(true); // the second asks, and no reply comes
        clock.moveTo(client.acquires.get(1).at() + 830);
        assertThat(last.refusal()).isInstanceOf(Rejected.class);
    }

    @Test
    void keyThatAFinishedRunKeepsForLongerIsNotWaitedFor() {
        HeldLease lease = start(WAITS);
        client.acquires.get(0).reply().complete(busy(StoredLock.finished("3k:17 web-7 4242 1795446245000"), 5_100));
        assertThat(lease.refusal()).isInstanceOf(Rejected.class);
        HeldLease other = start(WAITS);
        client.acquires.get(1).reply().complete(busy(StoredLock.finished("3k:17 web-7 4242 1795446245000"), 4_900));
        assertThat(other.state()).isInstanceOf(Waiting.class);
    }

    @Test
    void failureOfTheHeadLetsTheNextOneAsk() {
        HeldLease head = start(WAITS);
        held(0, 60_000);
        start(WAITS);
        ask(2);
        client.acquires.get(1).reply().completeExceptionally(new NotExecutedException("out of memory", null));
        assertThat(head.refusal()).isInstanceOf(Failed.class);
        ask(3);
        assertThat(client.acquires.get(2).at() - client.acquires.get(1).at()).isBetween(50L, 71L);
    }

    @Test
    void askThatHasNoReplyEndsAtTheBoundAndIsCleanedUp() {
        HeldLease head = start(waits(1_500));
        held(0, 700);
        ask(2);
        clock.moveTo(1_520);
        assertThat(head.isCleaningUp()).isTrue();
        assertThat(settled).isOne();
        assertThat(client.releases).isNotEmpty();
    }

    @Test
    void nothingIsLeftOfAWaiterThatGotItsKey() {
        HeldLease head = start(WAITS);
        held(0, 60_000);
        ask(2);
        grant(1);
        head.begin();
        completed = true;
        engine.release(head, this);
        client.releases.get(0).reply().complete(true);
        assertThat(engine.isIdle()).isTrue();
    }

    /** A thousand waiters on one key ask like one. */
    @Test
    void thousandWaitersSendAtMostTwentyCommandsASecond() {
        for (int i = 0; i < 1000; i++) {
            start(WAITS);
            for (int asked = 0; asked < client.acquires.size(); asked++) {
                held(asked, 60_000);
            }
        }
        for (long now = 0; now < 4_900; now++) {
            clock.moveTo(now);
            held(client.acquires.size() - 1, 60_000);
        }
        for (int i = 20; i < client.acquires.size(); i++) {
            assertThat(client.acquires.get(i).at() - client.acquires.get(i - 20).at())
                    .isGreaterThanOrEqualTo(1000);
        }
        assertThat(client.acquires).hasSizeBetween(5, 20);
        assertThat(client.releases).isEmpty();
        assertThat(settled).isZero();
    }

    /** Moves the clock until so many requests were sent, or a call has an outcome. */
    private void ask(int number) {
        int before = settled;
        for (long now = clock.nanoTime() / MS; client.acquires.size() < number && settled == before; now++) {
            assertThat(now).isLessThan(60_000);
            clock.moveTo(now);
        }
    }

    private void held(int ask, long remainingMillis) {
        client.acquires.get(ask).reply().complete(busy("another", remainingMillis));
    }

    private static AcquireResult busy(String value, long remainingMillis) {
        return new AcquireResult.Busy(new StoredLock("once:k", value, Optional.of(Duration.ofMillis(remainingMillis))));
    }
}
