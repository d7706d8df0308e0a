package io.github.once4j.runtime.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a guard that need attention: a striped timing wheel whose nodes are the leases themselves. To add and remove
 * one costs no allocation and no timer, and a sweep visits what is due, however many there are. A lease stands in the slot of
 * the time at which it is to be looked at, or in an earlier one: what is postponed is moved when its slot is swept, only what
 * is brought forward is {@linkplain #place moved at once}. A stripe's lock is never held while something is sent or waited for.
 *
 * @param <N> the nodes
 */
final class TimerWheel<N extends TimerWheel.Node> {
    /** A sweeper sleeps no longer: shorter than the first thing that can become due of a new lease. */
    static final long LONGEST_PAUSE = 100_000_000L;

    private static final int STRIPES = 16;

    /**
     * 17 s in all, so that the renewals of a lease of 30 s stand in the slot of their time; a later one is met once a round.
     * The leases of a slot are looked at once or twice before they are due: with eight times as long a tick, finding 100,000
     * leases took half of the time that renewing them takes.
     */
    private static final int SLOTS = 1024;

    private static final int TICK_BITS = 24; // 17 ms
    private static final int AHEAD = (int) (LONGEST_PAUSE >> TICK_BITS) + 1;

    private final Stripe[] stripes = new Stripe[STRIPES];

    TimerWheel(long now) {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(tick(now));
        }
    }

    private static int tick(long time) {
        return (int) (time >> TICK_BITS);
    }

    /** Adds a node; one that is in the wheel already is moved to the slot of its time. */
    void add(N node) {
        Stripe stripe = stripe(node);
        synchronized (stripe) {
            if (node.listed) {
                stripe.place(node);
            } else {
                stripe.link(node, stripe.tick(node));
                node.listed = true;
                stripe.size++;
            }
        }
    }

    /** Removes a node; does nothing if it is not in the wheel. */
    void remove(N node) {
        Stripe stripe = stripe(node);
        synchronized (stripe) {
            if (node.listed) {
                stripe.unlink(node);
                node.listed = false;
                stripe.size--;
            }
        }
    }

    /** Moves a node to the slot of its time; does nothing if it is not in the wheel. */
    void place(N node) {
        Stripe stripe = stripe(node);
        synchronized (stripe) {
            if (node.listed) {
                stripe.place(node);
            }
        }
    }

    /** Finds the nodes that are due, for the sending thread. They are to be {@linkplain #place placed} afterwards. */
    Found<N> due(long now) {
        return sweep(now, true);
    }

    /**
     * Finds the nodes whose deadline is over, for the thread that checks deadlines: also those that the sending thread has not
     * come to, whatever blocks it.
     */
    Found<N> overdue(long now) {
        return sweep(now, false);
    }

    @SuppressWarnings("unchecked") // only N was added
    private Found<N> sweep(long now, boolean sends) {
        List<N> found = new ArrayList<>();
        long wait = Long.MAX_VALUE;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                int first = found.size();
                int from = stripe.swept;
                int count = Math.min(tick(now) - from + 1, SLOTS);
                if (sends) {
                    stripe.swept = tick(now); // what stood before it is moved there, or further
                }
                for (int i = 0; stripe.size > 0 && i < count; i++) {
                    Node next;
                    for (Node node = stripe.slots[from + i & SLOTS - 1]; node != null; node = next) {
                        next = node.next;
                        long left = (sends ? node.dueAt() : node.deadline()) - now;
                        if (left <= 0) {
                            found.add((N) node);
                        } else {
                            wait = Math.min(wait, left);
                            if (sends) {
                                stripe.place(node);
                            }
                        }
                    }
                }
                if (sends) {
                    found.subList(first, found.size())
                            .forEach(stripe::place); // afterwards, so that none is found twice
                }
                wait = Math.min(wait, stripe.untilNextSlot(now));
            }
        }
        return new Found<>(found, wait);
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        int size = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size;
            }
        }
        return size;
    }

    @SuppressWarnings("unchecked") // only N was added
    List<N> all(Predicate<? super N> test) {
        List<N> found = new ArrayList<>();
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (Node first : stripe.slots) {
                    for (Node node = first; node != null; node = node.next) {
                        if (test.test((N) node)) {
                            found.add((N) node);
                        }
                    }
                }
            }
        }
        return found;
    }

    private Stripe stripe(Node node) {
        int hash = node.stripeHash();
        return stripes[(hash ^ hash >>> 16) & STRIPES - 1];
    }

    /**
     * What a sweep found.
     *
     * @param nodes the nodes
     * @param pause how long it takes until the next node is due, or something longer than a tick
     * @param <N> the nodes
     */
    record Found<N>(List<N> nodes, long pause) {}

    /** What the wheel needs of an element; its fields belong to the wheel. */
    abstract static class Node {
        @Nullable
        Node next;

        @Nullable
        Node previous;

        boolean listed;
        int tick;

        /** When the sending thread has something to do. */
        abstract long dueAt();

        /** When the deadline thread has something to do. */
        abstract long deadline();

        /** The earlier of the two. */
        abstract long lookAt();

        /** Spreads the nodes over the stripes; never changes. */
        abstract int stripeHash();
    }

    /** One part of the wheel. Guarded by its own lock. */
    private static final class Stripe {
        private final @Nullable Node[] slots = new @Nullable Node[SLOTS];
        private int size;

        /** Where sweeps begin. No node stands before it: it would be forgotten until the wheel comes round. */
        private int swept;

        Stripe(int now) {
            swept = now;
        }

        void place(Node node) {
            int tick = tick(node);
            if (tick != node.tick) {
                move(node, true, tick, true);
            }
        }

        /** How long it takes until the time of the next slot with nodes. */
        long untilNextSlot(long now) {
            int next = TimerWheel.tick(now) + 1;
            for (int i = 0; size > 0 && i < AHEAD; i++) {
                if (slots[next + i & SLOTS - 1] != null) {
                    return ((i + 1L) << TICK_BITS) - (now & ((1L << TICK_BITS) - 1));
                }
            }
            return Long.MAX_VALUE;
        }

        int tick(Node node) {
            int tick = TimerWheel.tick(node.lookAt());
            return tick - swept < 0 ? swept : tick;
        }

        void link(Node node, int tick) {
            move(node, false, tick, true);
        }

        void unlink(Node node) {
            move(node, true, node.tick, false);
        }

        /** Calls nothing: a StackOverflowError between two steps would leave a list that lacks other nodes. */
        private void move(Node node, boolean unlink, int tick, boolean link) {
            if (unlink) {
                Node previous = node.previous;
                Node next = node.next;
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
                Node first = slots[tick & SLOTS - 1];
                node.tick = tick;
                node.next = first;
                if (first != null) {
                    first.previous = node;
                }
                slots[tick & SLOTS - 1] = node;
            }
        }
    }
}
