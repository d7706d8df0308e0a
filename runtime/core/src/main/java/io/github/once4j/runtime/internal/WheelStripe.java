package io.github.once4j.runtime.internal;

import org.jspecify.annotations.Nullable;

/** One part of a {@link TimerWheel}: its slots, and the list of nodes in each. Guarded by its own lock. */
final class WheelStripe {
    /** How far ahead it looks for nodes. */
    static final long HORIZON = 100_000_000L;

    /**
     * 17 s in all, so that the renewals of a lease of 30 s stand in the slot of their time; a later one is met once a round.
     * The leases of a slot are looked at once or twice before they are due: with eight times as long a tick, finding 100,000
     * leases took half of the time that renewing them takes.
     */
    static final int SLOTS = 1024;

    private static final int TICK_BITS = 24; // 17 ms
    private static final int AHEAD = (int) (HORIZON >> TICK_BITS) + 1;

    final @Nullable WheelNode[] slots = new @Nullable WheelNode[SLOTS];
    int size;

    /** Where sweeps begin. No node stands before it: it would be forgotten until the wheel comes round. */
    int swept;

    WheelStripe(long now) {
        swept = tick(now);
    }

    static int tick(long time) {
        return (int) (time >> TICK_BITS);
    }

    void place(WheelNode node) {
        placeAt(node, tick(node));
    }

    /** Moves a node that is about to be handled to where it is met again if nothing else moves it. */
    void postpone(WheelNode node, long now) {
        long again = now + HORIZON;
        long deadline = node.deadline();
        placeAt(node, notSwept(tick(deadline - again < 0 ? deadline : again)));
    }

    void bringForward(WheelNode node) {
        int tick = tick(node);
        if (tick - node.tick < 0) {
            placeAt(node, tick);
        }
    }

    private void placeAt(WheelNode node, int tick) {
        if (tick != node.tick) {
            move(node, true, tick, true);
        }
    }

    /** How long it takes until the time of the next slot with nodes. */
    long untilNextSlot(long now) {
        int next = tick(now) + 1;
        for (int i = 0; i < AHEAD; i++) {
            if (slots[next + i & SLOTS - 1] != null) {
                return ((i + 1L) << TICK_BITS) - (now & ((1L << TICK_BITS) - 1));
            }
        }
        return Long.MAX_VALUE;
    }

    int tick(WheelNode node) {
        return notSwept(tick(node.lookAt()));
    }

    private int notSwept(int tick) {
        return swept + Math.max(0, tick - swept);
    }

    void link(WheelNode node, int tick) {
        move(node, false, tick, true);
    }

    void unlink(WheelNode node) {
        move(node, true, node.tick, false);
    }

    /** Calls nothing: a StackOverflowError between two steps would leave a list that lacks other nodes. */
    private void move(WheelNode node, boolean unlink, int tick, boolean link) {
        if (unlink) {
            WheelNode previous = node.previous;
            WheelNode next = node.next;
            if (previous == null) {
                slots[node.tick & SLOTS - 1] = next;
            } else {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
            node.next = null;
            node.previous = null;
        }
        if (link) {
            WheelNode first = slots[tick & SLOTS - 1];
            node.tick = tick;
            node.next = first;
            if (first != null) {
                first.previous = node;
            }
            slots[tick & SLOTS - 1] = node;
        }
    }
}
