package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Rejected;
import io.github.once4j.runtime.internal.State.Waiting;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.StoredLock;
import org.junit.jupiter.api.Test;

/** What calls are told that wait for a held key for as long as they may, command by command. */
class WaitBoundPhasesTest extends WaitFixture {
    /** A foreign program may have stored it; a command of Redis takes any number of milliseconds. */
    @Test
    void holderWhoseTimeIsLongerThanAnyClockIsWaitedForLikeAnyOther() {
        HeldLease head = start(waits(1_000));
        held(0, Long.MAX_VALUE / 1_000);
        assertThat(head.state()).isInstanceOf(Waiting.class);
        ask(2);
        client.acquires.get(1).reply().complete(busy("t:1 host 1 1 done", Long.MAX_VALUE / 1_000));
        assertThat(head.refusal()).isInstanceOf(Rejected.class);
    }

    @Test
    void headDoesNotAskSoShortlyBeforeItsBoundThatTheReplyWouldComeTooLate() {
        HeldLease asks = start(waits(37));
        held(0, 30);
        assertThat(asks.dueAt()).isEqualTo(HandMovedClock.at(31));
        HeldLease waits = start(waits(36), "other");
        held(1, 30);
        assertThat(waits.dueAt()).isEqualTo(HandMovedClock.at(36));
    }

    @Test
    void headBehindARunOfThisGuardSleepsUntilItsBoundAtMost() {
        held(method(null, null));
        HeldLease head = start(waits(300));
        clock.moveTo(100);
        assertThat(head.dueAt()).isEqualTo(HandMovedClock.at(300));
    }

    @Test
    void callIsAnsweredAsLockedAtItsBound() {
        HeldLease head = start(WAITS);
        held(0, 60_000);
        int asked = 1;
        for (; settled == 0; asked++) {
            ask(asked + 1);
            if (settled == 0) {
                held(asked, 60_000);
            }
        }
        assertThat(client.acquires).as("not asked at the bound").hasSize(asked - 1);
        assertThat(head.refusal()).isInstanceOf(Rejected.class);
        assertThat(clock.millis()).isBetween(5_000L, 5_021L);
        engine.finished(head);
        assertThat(engine.isIdle()).isTrue();
        assertThat(client.releases).isEmpty();
    }

    @Test
    void boundIsOverAtItsTime() {
        HeldLease early = start(waits(800));
        held(0, 60_000);
        HeldLease exact = start(waits(800));
        clock.skipTo(799);
        engine.acquirer.dueWhileWaiting(early);
        assertThat(early.is(Phase.ACQUIRING)).isTrue();
        clock.skipTo(800);
        engine.acquirer.dueWhileWaiting(exact);
        assertThat(exact.refusal()).isInstanceOf(Rejected.class);
    }

    @Test
    void followerOfAHeadWithoutAReplyDoesNotKnowWhetherTheKeyIsFree() {
        HeldLease head = start(WAITS);
        held(0, 100);
        ask(2); // and no reply comes
        HeldLease follower = start(waits(800));
        HeldLease last = start(WAITS);
        clock.moveTo(client.acquires.get(1).at() + 830);
        assertThat(follower.refusal()).isInstanceOf(Failed.class);
        assertThat(engine.outcomes.of(follower, false))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("it is unknown whether key `k` is free")
                .hasMessageContaining("no reply to those who wait before it within 8");
        client.acquires.get(1).reply().completeExceptionally(new NotExecutedException("out of memory", null));
        assertThat(head.refusal()).isInstanceOf(Failed.class);
        ask(3);
        assertThat(client.acquires.get(2).request().token())
                .as("the queue is as it was")
                .isSameAs(last);
    }

    @Test
    void followerIsAnsweredAsLockedIfARunOfThisGuardHoldsTheKeyMeanwhile() {
        start(WAITS);
        held(0, 100);
        ask(2); // and no reply comes
        HeldLease follower = start(waits(800));
        HeldLease running = held(method(null, null)); // its key was free for a moment
        clock.moveTo(client.acquires.get(1).at() + 830);
        assertThat(follower.refusal()).isInstanceOf(Rejected.class);
        assertThat(((Rejected) follower.refusal()).holder().value()).isEqualTo(running.text());
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
        assertThat(settled).isOne();
        HeldLease other = start(WAITS);
        client.acquires.get(1).reply().complete(busy(StoredLock.finished("3k:17 web-7 4242 1795446245000"), 5_000));
        assertThat(other.state()).isInstanceOf(Waiting.class);
    }

    @Test
    void askThatHasNoReplyEndsAtTheBoundAndIsCleanedUp() {
        HeldLease head = start(waits(1_500));
        int asked = 0;
        for (; clock.millis() < 700; asked++) {
            held(asked, 60_000);
            ask(asked + 2);
        }
        HeldLease second = start(WAITS);
        clock.moveTo(1_499);
        assertThat(head.is(Phase.ACQUIRING)).isTrue();
        clock.moveTo(1_521);
        assertThat(head.isCleaningUp()).isTrue();
        assertThat(settled).isOne();
        assertThat(client.releases).isNotEmpty();
        ask(asked + 2);
        assertThat(client.acquires.get(asked + 1).request().token()).isSameAs(second);
    }
}
