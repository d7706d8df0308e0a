package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sweeper sleeps, survives, stops and starts again. */
class WheelSweeperTest {
    private static final String NOT_STARTED =
            "A thread that looks after leases could not be started; it is tried again";

    private final Warnings warnings = new Warnings();
    private final TimerWheel<Item> wheel = new TimerWheel<>(HandMovedClock.START);
    private final HandMovedClock clock = new HandMovedClock();
    private final Sweeper sweeper = new Sweeper();
    private final Sweeper other = new Sweeper();

    @AfterEach
    void restoreTheLog() {
        warnings.close();
    }

    @Test
    void firstLeaseStartsItAndTheNextOnesDoNot() {
        sweeper.wake(clock.nanoTime());
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE);
    }

    @Test
    void sleepsUntilTheNextNodeButNotForLongerThanTheLongestPause() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.pause = 7;
        sweeper.sweepNow();
        sweeper.pause = Long.MAX_VALUE;
        sweeper.sweepNow();
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 7L, TimerWheel.LONGEST_PAUSE);
    }

    @Test
    void sweepsAtTheTimeOfTheClock() {
        clock.moveTo(3);
        sweeper.wake(clock.nanoTime());
        sweeper.sweepNow();
        assertThat(sweeper.sweptAt).containsExactly(HandMovedClock.at(3));
    }

    @Test
    void stopsWhenTheWheelIsEmptyAndIsStartedByTheNextLease() {
        sweeper.wake(clock.nanoTime());
        sweeper.sweepNow();
        assertThat(sweeper.pauses).hasSize(1);
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).hasSize(2);
    }

    @Test
    void wakesTheOtherOneThatCouldNotBeStarted() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.sweepNow();
        assertThat(other.pauses).hasSize(1);
    }

    @Test
    void sweepThatThrowsIsReportedAndRepeatedAfterTheLongestPause() {
        wheel.add(new Item());
        sweeper.thrown = new OutOfMemoryError("of the test");
        sweeper.wake(clock.nanoTime());
        sweeper.sweepNow();
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, TimerWheel.LONGEST_PAUSE);
        assertThat(warnings.texts()).containsExactly("Looking after leases failed; it is tried again");
    }

    @Test
    void sweepThatIsRunTwiceSweepsOnce() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        Runnable sweep = sweeper.tasks.get(0);
        sweep.run();
        sweep.run();
        assertThat(sweeper.sweptAt).hasSize(1);
    }

    @Test
    void sweepThatIsRunAgainWhileItRunsSweepsOnce() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.meanwhile = sweeper::sweepNow;
        sweeper.sweepNow();
        assertThat(sweeper.sweptAt).hasSize(1);
    }

    @Test
    void sweepThatIsLateByMoreThanHalfASecondIsReplaced() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        clock.skipTo(600);
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).hasSize(1);
        clock.skipTo(601);
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 0L);
        sweeper.tasks.get(0).run();
        assertThat(sweeper.sweptAt).as("it was replaced").isEmpty();
        sweeper.sweepNow();
        assertThat(sweeper.sweptAt).hasSize(1);
    }

    @Test
    void knowsTheThreadThatSweeps() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.isRunningOn(Thread.currentThread())).isFalse();
        sweeper.sweepNow();
        assertThat(sweeper.sawItself).isTrue();
        assertThat(sweeper.isRunningOn(Thread.currentThread())).isFalse();
    }

    @Test
    void failureToStartReachesTheFirstLeaseAndTheNextOneTriesAgain() {
        sweeper.refusal = new OutOfMemoryError("no thread");
        assertThatThrownBy(() -> sweeper.wake(clock.nanoTime())).isSameAs(sweeper.refusal);
        sweeper.refusal = null;
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).hasSize(1);
    }

    @Test
    void failureToStartAgainIsReportedAndLeftToTheOther() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.refusal = new OutOfMemoryError("no thread");
        sweeper.sweepNow();
        assertThat(warnings.texts()).containsExactly(NOT_STARTED);
        sweeper.refusal = null;
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).hasSize(2);
    }

    @Test
    void sweepThatTakesLongIsNotReplaced() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.meanwhile = () -> {
            clock.skipTo(2_000);
            sweeper.wake(clock.nanoTime());
        };
        sweeper.sweepNow();
        assertThat(sweeper.sweptAt).hasSize(1);
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 1L);
    }

    @Test
    void leaseThatIsAddedWhileItSweepsIsNotForgotten() {
        sweeper.wake(clock.nanoTime());
        sweeper.meanwhile = () -> wheel.add(new Item());
        sweeper.sweepNow();
        assertThat(sweeper.pauses).hasSize(2);
    }

    /** Added while the sweeper counts, where it has counted already. */
    @Test
    void leaseThatIsAddedWhileItStopsIsNotForgotten() throws InterruptedException {
        sweeper.wake(clock.nanoTime());
        var last = new Item(15);
        var first = new Item(0);
        var sweeping = new Thread(sweeper::sweepNow);
        wheel.add(last);
        wheel.all(each -> {
            sweeping.start();
            await().until(() -> sweeping.getState() == Thread.State.BLOCKED);
            wheel.add(first);
            wheel.remove(last);
            return true;
        });
        sweeping.join();
        assertThat(sweeper.pauses).hasSize(2);
    }

    @Test
    void isBroughtForwardAndNotPutOff() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.sweepBy(HandMovedClock.START + 5);
        sweeper.sweepBy(HandMovedClock.START + 9);
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 5L);
        sweeper.tasks.get(0).run();
        assertThat(sweeper.sweptAt).as("it was replaced").isEmpty();
        sweeper.sweepNow();
        assertThat(sweeper.sweptAt).hasSize(1);
    }

    @Test
    void isBroughtForwardOnceForOneTime() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.sweepBy(HandMovedClock.START + TimerWheel.LONGEST_PAUSE);
        assertThat(sweeper.pauses).as("it is planned for then").hasSize(1);
        clock.skipTo(1);
        sweeper.sweepBy(HandMovedClock.START);
        assertThat(sweeper.pauses).as("for a time that is over").containsExactly(TimerWheel.LONGEST_PAUSE, 0L);
    }

    @Test
    void isBroughtForwardAlthoughAnotherThreadHasDoneSoForLater() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        clock.atReading(() -> true, () -> sweeper.sweepBy(HandMovedClock.START + 30));
        sweeper.sweepBy(HandMovedClock.START + 5);
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 30L, 5L);
    }

    @Test
    void isBroughtForwardWhileItSweeps() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.pause = 70;
        sweeper.meanwhile = () -> List.of(8, 4, 6).forEach(each -> sweeper.sweepBy(HandMovedClock.START + each));
        sweeper.sweepNow();
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 70L, 4L);
    }

    @Test
    void isNotStartedToBeBroughtForward() {
        sweeper.sweepBy(HandMovedClock.START + 5);
        assertThat(sweeper.pauses).isEmpty();
    }

    @Test
    void failureToBeBroughtForwardIsReportedAndLeftToTheNextLease() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.refusal = new OutOfMemoryError("no thread");
        sweeper.sweepBy(HandMovedClock.START + 5);
        assertThat(warnings.texts()).containsExactly(NOT_STARTED);
        sweeper.refusal = null;
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).hasSize(2);
    }

    private final class Sweeper extends WheelSweeper {
        private final List<Long> pauses = new ArrayList<>();
        private final List<Long> sweptAt = new ArrayList<>();
        private final List<Runnable> tasks = new ArrayList<>();
        private boolean sawItself;
        private long pause = 1;
        private @Nullable Error thrown;
        private @Nullable Error refusal;
        private Runnable meanwhile = () -> {};

        Sweeper() {
            super(wheel, clock);
        }

        @Override
        long sweep(long now) {
            sweptAt.add(now);
            sawItself = isRunningOn(Thread.currentThread());
            meanwhile.run();
            if (thrown != null) {
                throw thrown;
            }
            return pause;
        }

        void sweepNow() {
            tasks.get(tasks.size() - 1).run();
        }

        @Override
        void after(long nanos, Runnable task) {
            if (refusal != null) {
                throw refusal;
            }
            pauses.add(nanos);
            tasks.add(task);
        }

        @Override
        WheelSweeper other() {
            return this == sweeper ? other : sweeper;
        }
    }

    private static final class Item extends WheelNode {
        private final int stripe;

        Item() {
            this(0);
        }

        Item(int stripe) {
            this.stripe = stripe;
        }

        @Override
        long dueAt() {
            return HandMovedClock.START;
        }

        @Override
        long deadline() {
            return HandMovedClock.START + LeaseTimes.NEVER;
        }

        @Override
        long lookAt() {
            return HandMovedClock.START;
        }

        @Override
        int stripeHash() {
            return stripe;
        }
    }
}
