package io.github.once4j.runtime.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The leases of a guard that need attention: a striped timing wheel whose nodes are the leases themselves. To add and remove
 * one costs no allocation and no timer, and a sweep visits what is due, however many there are. A lease stands in the slot of
 * the time at which it is to be looked at, or in an earlier one: what is postponed is moved when its slot is swept, only what
 * is brought forward is {@linkplain #place moved at once}. A stripe's lock is never held while something is sent or waited for.
 *
 * @param <N> the nodes
 */
final class TimerWheel<N extends WheelNode> {
    /** A sweeper sleeps no longer: shorter than the first thing that can become due of a new lease. */
    static final long LONGEST_PAUSE = WheelStripe.HORIZON;

    private static final int STRIPES = 16;

    private final WheelStripe[] stripes = new WheelStripe[STRIPES];

    TimerWheel(long now) {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new WheelStripe(now);
        }
    }

    /** Adds a node; one that is in the wheel already is moved to the slot of its time. */
    void add(N node) {
        WheelStripe stripe = stripe(node);
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
        WheelStripe stripe = stripe(node);
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
        WheelStripe stripe = stripe(node);
        synchronized (stripe) {
            if (node.listed) {
                stripe.place(node);
            }
        }
    }

    /** Moves a node that was handled, if it stands after the slot of its time; does nothing if it is not in the wheel. */
    void bringForward(N node) {
        WheelStripe stripe = stripe(node);
        synchronized (stripe) {
            if (node.listed) {
                stripe.bringForward(node);
            }
        }
    }

    /**
     * Finds the nodes that are due, for the sending thread. Those that are not removed are met again after a moment, also if
     * handling them fails; what is to be looked at sooner is to be {@linkplain #bringForward brought forward} afterwards. So a
     * renewal whose reply comes soon moves its lease twice, not three times.
     */
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
        for (WheelStripe stripe : stripes) {
            synchronized (stripe) {
                int first = found.size();
                int from = stripe.swept;
                int count = Math.min(WheelStripe.tick(now) - from + 1, WheelStripe.SLOTS);
                if (sends) {
                    stripe.swept = WheelStripe.tick(now); // what stood before it is moved there, or further
                }
                for (int i = 0; i < count; i++) {
                    WheelNode next;
                    for (WheelNode node = stripe.slots[from + i & WheelStripe.SLOTS - 1]; node != null; node = next) {
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
                    for (N node : found.subList(first, found.size())) {
                        stripe.postpone(node, now); // afterwards, so that none is found twice
                    }
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
        for (WheelStripe stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size;
            }
        }
        return size;
    }

    @SuppressWarnings("unchecked") // only N was added
    List<N> all(Predicate<? super N> test) {
        List<N> found = new ArrayList<>();
        for (WheelStripe stripe : stripes) {
            synchronized (stripe) {
                for (WheelNode first : stripe.slots) {
                    for (WheelNode node = first; node != null; node = node.next) {
                        if (test.test((N) node)) {
                            found.add((N) node);
                        }
                    }
                }
            }
        }
        return found;
    }

    private WheelStripe stripe(WheelNode node) {
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
}
