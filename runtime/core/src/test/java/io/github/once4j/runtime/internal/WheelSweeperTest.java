package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A sweeper sleeps, survives, stops and starts again. */
class WheelSweeperTest {
    private static final Logger LOG = Logger.getLogger("io.github.once4j");

    private final TimerWheel<Item> wheel = new TimerWheel<>(0);
    private final HandMovedClock clock = new HandMovedClock();
    private final Sweeper sweeper = new Sweeper();
    private final Sweeper other = new Sweeper();

    @BeforeAll
    static void silenceTheLog() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreTheLog() {
        LOG.setLevel(null);
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
        assertThat(sweeper.sweptAt).containsExactly(3 * HandMovedClock.MS);
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
    void sweepThatThrowsIsRepeatedAfterTheLongestPause() {
        wheel.add(new Item());
        sweeper.thrown = new OutOfMemoryError("of the test");
        sweeper.wake(clock.nanoTime());
        sweeper.sweepNow();
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, TimerWheel.LONGEST_PAUSE);
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
    void failureToStartAgainIsLeftToTheOther() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.refusal = new OutOfMemoryError("no thread");
        sweeper.sweepNow();
        sweeper.refusal = null;
        sweeper.wake(clock.nanoTime());
        assertThat(sweeper.pauses).hasSize(2);
    }

    @Test
    void leaseThatIsAddedWhileItStopsIsNotForgotten() {
        sweeper.wake(clock.nanoTime());
        sweeper.lateItem = new Item();
        sweeper.sweepNow();
        assertThat(sweeper.pauses).hasSize(2);
    }

    @Test
    void isBroughtForwardAndNotPutOff() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.sweepBy(5);
        sweeper.sweepBy(9);
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 5L);
        sweeper.tasks.get(0).run();
        assertThat(sweeper.sweptAt).as("it was replaced").isEmpty();
        sweeper.sweepNow();
        assertThat(sweeper.sweptAt).hasSize(1);
    }

    @Test
    void isBroughtForwardWhileItSweeps() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.pause = 70;
        sweeper.wantedBy = List.of(8L, 4L, 6L);
        sweeper.sweepNow();
        assertThat(sweeper.pauses).containsExactly(TimerWheel.LONGEST_PAUSE, 70L, 4L);
    }

    @Test
    void isNotStartedToBeBroughtForward() {
        sweeper.sweepBy(5);
        assertThat(sweeper.pauses).isEmpty();
    }

    @Test
    void failureToBeBroughtForwardIsLeftToTheNextLease() {
        wheel.add(new Item());
        sweeper.wake(clock.nanoTime());
        sweeper.refusal = new OutOfMemoryError("no thread");
        sweeper.sweepBy(5);
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
        private @Nullable Item lateItem;
        private List<Long> wantedBy = List.of();

        Sweeper() {
            super(wheel, clock);
        }

        @Override
        long sweep(long now) {
            sweptAt.add(now);
            sawItself = isRunningOn(Thread.currentThread());
            if (lateItem != null) {
                wheel.add(lateItem);
            }
            wantedBy.forEach(this::sweepBy);
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
        @Override
        long dueAt() {
            return 0;
        }

        @Override
        long deadline() {
            return Long.MAX_VALUE;
        }

        @Override
        long lookAt() {
            return 0;
        }

        @Override
        int stripeHash() {
            return 0;
        }
    }
}
