package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The wheel finds each node when it is due, once, wherever it stands; times start before the clock overflows. */
class TimerWheelTest {
    private static final long TICK = 1L << 24;
    private static final long NEVER = Long.MAX_VALUE / 2;
    private static final long START = Long.MAX_VALUE - 100 * TICK + 1; // the begin of a tick

    private final TimerWheel<Item> wheel = new TimerWheel<>(START);

    @Test
    void findsANodeWhenItIsDueAndNotBefore() {
        Item item = add(10 * TICK + 5, NEVER);
        assertThat(due(10 * TICK + 4)).isEmpty();
        assertThat(due(10 * TICK + 5)).containsExactly(item);
    }

    @Test
    void nodeThatIsAddedAgainMovesToItsTime() {
        Item item = add(500 * TICK, NEVER);
        item.due = START + 2 * TICK;
        wheel.add(item);
        assertThat(wheel.size()).isOne();
        assertThat(due(2 * TICK)).containsExactly(item);
    }

    @Test
    void findsANodeWhoseDeadlineIsOverAlthoughItIsNotDue() {
        Item item = add(50 * TICK, 7 * TICK);
        assertThat(due(7 * TICK)).isEmpty();
        assertThat(overdue(7 * TICK - 1)).isEmpty();
        assertThat(overdue(7 * TICK)).containsExactly(item);
        assertThat(overdue(7 * TICK)).as("found until it is removed").containsExactly(item);
    }

    @Test
    void deadlinesAreFoundHoweverLongTheSenderIsBlocked() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            items.add(add(NEVER, i * TICK));
        }
        assertThat(overdue(39 * TICK)).containsExactlyInAnyOrderElementsOf(items);
    }

    @Test
    void findsWhatWasDueBeforeItWasAdded() {
        assertThat(due(20 * TICK)).isEmpty();
        Item item = add(3 * TICK, NEVER);
        assertThat(due(20 * TICK)).containsExactly(item);
    }

    @Test
    void postponedNodeMovesWhenItsSlotIsSwept() {
        Item item = add(5 * TICK, NEVER);
        item.due = START + 8 * TICK;
        assertThat(due(5 * TICK)).isEmpty();
        assertThat(due(7 * TICK)).isEmpty();
        assertThat(due(8 * TICK)).containsExactly(item);
    }

    @Test
    void nodeThatIsBroughtForwardMovesAtOnce() {
        Item item = add(500 * TICK, NEVER);
        item.due = START + 2 * TICK;
        wheel.place(item);
        assertThat(due(2 * TICK)).containsExactly(item);
    }

    @Test
    void nodeThatWasFoundIsMetAgainThoughNobodyMovesIt() {
        Item item = add(TICK, 20 * TICK);
        assertThat(due(TICK)).containsExactly(item);
        assertThat(due(2 * TICK)).as("after a moment").isEmpty();
        assertThat(due(TICK + TimerWheel.LONGEST_PAUSE)).containsExactly(item);
    }

    @Test
    void nodeThatWasFoundIsBroughtForwardToItsTime() {
        Item item = add(TICK, NEVER);
        assertThat(due(TICK)).containsExactly(item);
        item.due = START + 3 * TICK;
        wheel.bringForward(item);
        assertThat(due(2 * TICK)).isEmpty();
        assertThat(due(3 * TICK)).containsExactly(item);
        item.due = START + 40 * TICK;
        wheel.bringForward(item); // it stands before that
        assertThat(due(39 * TICK)).isEmpty();
        assertThat(due(40 * TICK)).containsExactly(item);
    }

    @Test
    void deadlineOfANodeThatWasFoundIsFoundInTime() {
        Item item = add(TICK, 2 * TICK + 3);
        assertThat(due(TICK)).containsExactly(item);
        assertThat(overdue(2 * TICK + 2)).isEmpty();
        assertThat(overdue(2 * TICK + 3)).containsExactly(item);
    }

    @Test
    void bringingForwardDoesNothingToANodeThatIsNotInTheWheel() {
        var item = new Item(1);
        item.due = START;
        wheel.bringForward(item);
        assertThat(wheel.all(each -> true)).isEmpty();
    }

    @Test
    void nodeOfALaterRoundIsFoundInItsRound() {
        Item item = add(2500 * TICK, NEVER);
        for (long tick = 0; tick < 2500; tick++) {
            assertThat(due(tick * TICK)).isEmpty();
        }
        assertThat(due(2500 * TICK)).containsExactly(item);
    }

    @Test
    void aSweepAfterMoreThanARoundFindsEachNodeOnce() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 3000; i += 7) {
            items.add(add(i * TICK, NEVER));
        }
        assertThat(due(3000 * TICK)).containsExactlyInAnyOrderElementsOf(items);
    }

    @Test
    void removedNodeIsNotFoundAndMayBeRemovedAgain() {
        Item first = add(TICK, NEVER);
        Item second = add(TICK, NEVER);
        Item third = add(TICK, NEVER);
        wheel.remove(second);
        wheel.remove(second);
        assertThat(wheel.size()).isEqualTo(2);
        assertThat(due(TICK)).containsExactlyInAnyOrder(first, third);
        wheel.remove(first);
        wheel.remove(third);
        assertThat(wheel.isEmpty()).isTrue();
        assertThat(due(2 * TICK)).isEmpty();
    }

    @Test
    void placeDoesNothingToANodeThatIsNotInTheWheel() {
        var item = new Item(1);
        item.due = START;
        wheel.place(item);
        assertThat(wheel.all(each -> true)).isEmpty();
        assertThat(due(TICK)).isEmpty();
    }

    @Test
    void allFindsWhatPassesTheTest() {
        Item first = add(TICK, NEVER);
        Item second = add(900 * TICK, NEVER);
        Item sameSlot = add(900 * TICK, NEVER, second.hash);
        assertThat(wheel.all(each -> true)).containsExactlyInAnyOrder(first, second, sameSlot);
        assertThat(wheel.all(each -> each == second)).containsExactly(second);
        assertThat(wheel.isEmpty()).isFalse();
    }

    @Test
    void pauseEndsWhenTheNextNodeIsDue() {
        add(TICK / 2, NEVER);
        assertThat(wheel.due(START).pause()).isEqualTo(TICK / 2);
    }

    @Test
    void pauseEndsWithTheDeadlineForTheOtherThread() {
        add(TICK - 1, TICK / 4);
        assertThat(wheel.overdue(START).pause()).isEqualTo(TICK / 4);
    }

    @Test
    void pauseEndsAtTheNextSlotThatIsNotEmpty() {
        add(3 * TICK + 9, NEVER);
        long intoTick = 5;
        assertThat(wheel.due(START + intoTick).pause()).isEqualTo(3 * TICK - intoTick);
    }

    @Test
    void pauseIsOpenWithoutANodeSoon() {
        assertThat(wheel.due(START).pause()).isEqualTo(Long.MAX_VALUE);
        add(7 * TICK, NEVER); // the longest pause ends before
        assertThat(wheel.due(START).pause()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void pauseSeesASlotAsFarAsTheLongestSleep() {
        add(TimerWheel.LONGEST_PAUSE, NEVER);
        assertThat(wheel.due(START).pause()).isLessThanOrEqualTo(TimerWheel.LONGEST_PAUSE);
    }

    /** Any sequence of operations: compared with a plain list. */
    @Test
    void behavesLikeAList() {
        var random = new SplittableRandom(11);
        List<Item> items = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 5000; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> items.add(add(now + random.nextLong(60 * TICK), NEVER));
                case 2 -> {
                    if (!items.isEmpty()) {
                        wheel.remove(items.remove(random.nextInt(items.size())));
                    }
                }
                case 3 -> {
                    if (!items.isEmpty()) {
                        Item item = items.get(random.nextInt(items.size()));
                        item.due = START + now + random.nextLong(40 * TICK);
                        wheel.place(item);
                    }
                }
                default -> {
                    now += random.nextLong(3 * TICK);
                    long time = START + now;
                    List<Item> expected =
                            items.stream().filter(each -> each.due - time <= 0).toList();
                    assertThat(due(now)).containsExactlyInAnyOrderElementsOf(expected);
                    for (Item each : expected) {
                        each.due = time + random.nextLong(30 * TICK);
                        wheel.place(each);
                    }
                }
            }
            assertThat(wheel.size()).isEqualTo(items.size());
        }
        assertThat(wheel.all(each -> true)).containsExactlyInAnyOrderElementsOf(items);
    }

    private List<Item> due(long time) {
        return wheel.due(START + time).nodes();
    }

    private List<Item> overdue(long time) {
        return wheel.overdue(START + time).nodes();
    }

    private Item add(long due, long deadline) {
        return add(due, deadline, wheel.size() * 31);
    }

    private Item add(long due, long deadline, int hash) {
        var item = new Item(hash);
        item.due = START + due;
        item.deadline = START + deadline;
        wheel.add(item);
        return item;
    }

    private static final class Item extends WheelNode {
        private final int hash;
        private long due;
        private long deadline = START + NEVER;

        Item(int hash) {
            this.hash = hash;
        }

        @Override
        long dueAt() {
            return due;
        }

        @Override
        long deadline() {
            return deadline;
        }

        @Override
        long lookAt() {
            return due - deadline < 0 ? due : deadline;
        }

        @Override
        int stripeHash() {
            return hash;
        }
    }
}
