package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Waiting;
import io.github.once4j.runtime.spi.NotExecutedException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** When calls that wait for a held key ask for it, command by command. */
class WaitPhasesTest extends WaitFixture {
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
        HeldLease head = start(WAITS);
        for (int asked = 0; asked < 6; asked++) {
            held(asked, 60_000);
            ask(asked + 2);
        }
        long last = client.acquires.get(6).at();
        held(6, 100);
        assertThat(head.dueAt() - clock.nanoTime()).isEqualTo(101 * HandMovedClock.MS);
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
        assertThat(engine.queues.isEmpty()).isFalse();
    }

    @Test
    void waiterThatIsDueOutOfTurnWaitsOn() {
        start(WAITS);
        held(0, 60_000);
        HeldLease second = start(WAITS);
        second.idleUntil(clock.nanoTime());
        engine.acquirer.dueWhileWaiting(second);
        assertThat(second.dueAt()).isEqualTo(HandMovedClock.at(5_000));
        assertThat(client.acquires).hasSize(1);
    }

    /** However long the sending thread would sleep. */
    @Test
    void eachNextOneAsksSoon() {
        for (int i = 0; i < 10; i++) {
            start(waits(60_000));
            if (i == 0) {
                held(0, 60_000);
            }
        }
        for (int i = 1; i < 9; i++) {
            ask(i + 1);
            clock.moveTo(clock.millis() + 300 + 11 * i);
            long failed = clock.millis();
            client.acquires.get(i).reply().completeExceptionally(new NotExecutedException("out of memory", null));
            clock.moveTo(failed + 49);
            assertThat(client.acquires).hasSize(i + 1);
            clock.moveTo(failed + 71);
            assertThat(client.acquires).hasSize(i + 2);
        }
    }

    @Test
    void endOfARunOfThisGuardWakesTheHeadAtOnce() {
        HeldLease running = held(method(null, null));
        HeldLease head = start(WAITS);
        assertThat(client.acquires).hasSize(1);
        clock.moveTo(700);
        assertThat(client.acquires).hasSize(1);
        assertThat(head.dueAt() - clock.nanoTime()).isBetween(1L, 1_000 * HandMovedClock.MS);
        engine.release(running, this);
        client.releases.get(0).reply().complete(true);
        assertThat(client.acquires).hasSize(2);
        assertThat(client.acquires.get(1).at()).isEqualTo(700);
        grant(1);
        assertThat(head.is(Phase.HELD)).isTrue();
        assertThat(head.startedAt).isEqualTo(HandMovedClock.at(700));
    }

    @Test
    void endOfARunWhileTheHeadAsksLetsItAskAgainAtOnce() {
        HeldLease head = start(WAITS);
        held(0, 60_000);
        ask(2);
        HeldLease running = held(method(null, null)); // its key was free for a moment
        engine.release(running, this);
        client.releases.get(0).reply().complete(true);
        assertThat(client.acquires).as("the head has asked already").hasSize(3);
        held(1, 60_000);
        assertThat(head.dueAt()).isEqualTo(clock.nanoTime());
    }

    @Test
    void endOfARunWhileAWaiterJoinsLetsItAskAtOnce() {
        HeldLease running = held(method(null, null));
        HeldLease head = engine.attempt(WAITS, "once:k", true, this);
        clock.atReading(() -> head.state() instanceof Waiting && head.dueAt() < HandMovedClock.at(1_000), () -> {
            engine.release(running, this);
            client.releases.get(0).reply().complete(true);
        });
        engine.start(head);
        assertThat(client.acquires).hasSize(2);
        grant(1);
        assertThat(head.is(Phase.HELD)).isTrue();
        assertThat(engine.queues.isEmpty()).isTrue();
    }

    @Test
    void waiterThatIsGivenUpWhenItIsItsTurnDoesNotAsk() throws InterruptedException {
        HeldLease head = start(WAITS);
        held(0, 60_000);
        ask(2);
        HeldLease second = start(WAITS);
        var asks = new Thread(() -> engine.acquirer.dueWhileWaiting(second));
        clock.atReading(() -> head.state() instanceof Failed, () -> {
            asks.start();
            await().until(() -> asks.getState() == Thread.State.BLOCKED); // the queue is being changed here
            second.move(second.state(), new Failed(new CancellationException("not wanted")));
        });
        client.acquires.get(1).reply().completeExceptionally(new NotExecutedException("out of memory", null));
        asks.join();
        assertThat(second.refusal()).isInstanceOf(Failed.class);
        assertThat(client.acquires).hasSize(2);
    }

    /** The thread that has given it up did not find it in the queue. */
    @Test
    void waiterThatIsGivenUpWhileItJoinsLeavesTheQueue() {
        HeldLease head = start(WAITS);
        clock.atReading(
                () -> head.state() instanceof Waiting,
                () -> head.move(head.state(), new Failed(new CancellationException("not wanted"))));
        held(0, 60_000);
        assertThat(engine.queues.isEmpty()).isTrue();
    }

    @Test
    void lossOfARunOfThisGuardWakesTheHeadAtOnce() {
        HeldLease running = held(method(null, null));
        start(WAITS);
        engine.reporter.lose(running, Reason.TAKEN);
        assertThat(client.acquires).hasSize(2);
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
}
