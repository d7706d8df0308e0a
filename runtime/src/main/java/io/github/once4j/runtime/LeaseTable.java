package io.github.once4j.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a guard that somebody has to look after: a timing wheel whose nodes are the leases themselves, cut into
 * stripes. To enter and to leave costs no allocation and no timer, and a sweep visits what is due, however many there are.
 * A lease stands in the slot of the time at which it is to be looked at, or in an earlier one: what is put off is moved
 * when its slot is swept, only what is brought forward is {@linkplain #place moved at once}. A stripe's lock is never held
 * while something is sent or waited for.
 */
final class LeaseTable {
    private static final int STRIPES = 16;

    /**
     * 17 s in all, so that the renewals of a lease of 30 s stand in the slot of their time; a later one is met once a round.
     * The leases of a slot are looked at once or twice before they are due: with eight times as long a tick, to find 100,000
     * leases took half of the time that renewing them takes.
     */
    private static final int SLOTS = 1024;

    private static final int TICK_BITS = 24; // 17 ms
    private static final int AHEAD = (int) (Sweeper.LONGEST_PAUSE >> TICK_BITS) + 1;

    private final Stripe[] stripes = new Stripe[STRIPES];

    LeaseTable(long now) {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(tick(now));
        }
    }

    private static int tick(long time) {
        return (int) (time >> TICK_BITS);
    }

    void add(HeldLease lease) {
        Stripe stripe = stripe(lease);
        synchronized (stripe) {
            stripe.link(lease, stripe.tick(lease));
            lease.listed = true;
            stripe.size++;
        }
    }

    /** Takes a lease out; does nothing if it is out already. */
    void remove(HeldLease lease) {
        Stripe stripe = stripe(lease);
        synchronized (stripe) {
            if (lease.listed) {
                stripe.unlink(lease);
                lease.listed = false;
                stripe.size--;
            }
        }
    }

    /** Moves a lease to the slot of its time; does nothing if it is out already. */
    void place(HeldLease lease) {
        Stripe stripe = stripe(lease);
        synchronized (stripe) {
            if (lease.listed) {
                stripe.place(lease);
            }
        }
    }

    /**
     * Hands over the leases whose {@code dueAt} has come, together: for the sending thread.
     *
     * @return how long it takes until the next of them, or something longer than a tick
     */
    long sweepDue(long now, Consumer<List<HeldLease>> due) {
        List<HeldLease> found = new ArrayList<>();
        long wait = sweep(now, HeldLease::dueAt, found, true);
        due.accept(found);
        found.forEach(this::place);
        return found.isEmpty() ? wait : 0;
    }

    /**
     * Hands over every lease whose deadline is over: for the watching thread. Sees what the sending one has not come to,
     * too, whatever that hangs on.
     *
     * @return how long it takes until the next of them, or something longer than a tick
     */
    long sweepDeadlines(long now, Consumer<HeldLease> over) {
        List<HeldLease> found = new ArrayList<>();
        long wait = sweep(now, HeldLease::deadline, found, false);
        found.forEach(over);
        return wait;
    }

    private long sweep(long now, ToLongFunction<HeldLease> when, List<HeldLease> found, boolean moves) {
        long wait = Long.MAX_VALUE;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                int first = found.size();
                int from = stripe.swept;
                int count = Math.min(tick(now) - from + 1, SLOTS);
                if (moves) {
                    stripe.swept = tick(now); // what stood before it is moved there now, or further
                }
                for (int i = 0; stripe.size > 0 && i < count; i++) {
                    HeldLease next;
                    for (HeldLease lease = stripe.slots[from + i & SLOTS - 1]; lease != null; lease = next) {
                        next = lease.next;
                        long left = when.applyAsLong(lease) - now;
                        if (left <= 0) {
                            found.add(lease);
                        } else {
                            wait = Math.min(wait, left);
                            if (moves) {
                                stripe.place(lease);
                            }
                        }
                    }
                }
                if (moves) {
                    found.subList(first, found.size()).forEach(stripe::place); // later, not to find them twice
                }
                wait = Math.min(wait, stripe.untilNextSlot(now));
            }
        }
        return wait;
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

    List<HeldLease> all(Predicate<HeldLease> test) {
        List<HeldLease> found = new ArrayList<>();
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (HeldLease first : stripe.slots) {
                    for (HeldLease lease = first; lease != null; lease = lease.next) {
                        if (test.test(lease)) {
                            found.add(lease);
                        }
                    }
                }
            }
        }
        return found;
    }

    private Stripe stripe(HeldLease lease) {
        int hash = lease.storedKey.hashCode();
        return stripes[(hash ^ hash >>> 16) & STRIPES - 1];
    }

    /** One part of the wheel. Touched under its own lock only. */
    private static final class Stripe {
        private final @Nullable HeldLease[] slots = new @Nullable HeldLease[SLOTS];
        private int size;

        /** Where sweeps begin. No lease stands before it: it would be forgotten until the wheel comes round. */
        private int swept;

        Stripe(int now) {
            swept = now;
        }

        void place(HeldLease lease) {
            int tick = tick(lease);
            if (tick != lease.tick) {
                unlink(lease);
                link(lease, tick);
            }
        }

        /** How long it takes until the time of a slot with leases comes, whose turn it is then. */
        long untilNextSlot(long now) {
            int next = LeaseTable.tick(now) + 1;
            for (int i = 0; size > 0 && i < AHEAD; i++) {
                if (slots[next + i & SLOTS - 1] != null) {
                    return ((i + 1L) << TICK_BITS) - (now & ((1L << TICK_BITS) - 1));
                }
            }
            return Long.MAX_VALUE;
        }

        int tick(HeldLease lease) {
            int tick = LeaseTable.tick(lease.lookAt());
            return tick - swept < 0 ? swept : tick;
        }

        void link(HeldLease lease, int tick) {
            HeldLease first = slots[tick & SLOTS - 1];
            lease.tick = tick;
            lease.previous = null;
            lease.next = first;
            if (first != null) {
                first.previous = lease;
            }
            slots[tick & SLOTS - 1] = lease;
        }

        void unlink(HeldLease lease) {
            HeldLease previous = lease.previous;
            HeldLease next = lease.next;
            if (previous == null) {
                slots[lease.tick & SLOTS - 1] = next;
            } else {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
            lease.next = null;
            lease.previous = null;
        }
    }
}
