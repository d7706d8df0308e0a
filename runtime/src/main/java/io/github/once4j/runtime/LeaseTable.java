package io.github.once4j.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a guard that somebody has to look after, as linked lists whose nodes are the leases themselves: to enter
 * and to leave costs no allocation, and no timer. A stripe's lock is never held while something is sent or waited for.
 */
final class LeaseTable {
    private static final int STRIPES = 16;

    private final Stripe[] stripes = new Stripe[STRIPES];

    LeaseTable() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    void add(HeldLease lease) {
        Stripe stripe = stripe(lease);
        synchronized (stripe) {
            lease.next = stripe.first;
            if (stripe.first != null) {
                stripe.first.previous = lease;
            }
            stripe.first = lease;
            lease.listed = true;
        }
    }

    /** Takes a lease out; does nothing if it is out already. */
    void remove(HeldLease lease) {
        Stripe stripe = stripe(lease);
        synchronized (stripe) {
            if (!lease.listed) {
                return;
            }
            lease.listed = false;
            HeldLease previous = lease.previous;
            HeldLease next = lease.next;
            if (previous == null) {
                stripe.first = next;
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

    /**
     * Hands over every lease whose time has come.
     *
     * @return the earliest time of the others; {@link Long#MAX_VALUE} ticks after {@code now} if there is none
     */
    long sweep(long now, ToLongFunction<HeldLease> time, Consumer<HeldLease> due) {
        long wait = Long.MAX_VALUE;
        List<HeldLease> found = new ArrayList<>();
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (HeldLease lease = stripe.first; lease != null; lease = lease.next) {
                    long left = time.applyAsLong(lease) - now;
                    if (left <= 0) {
                        found.add(lease);
                    } else {
                        wait = Math.min(wait, left);
                    }
                }
            }
        }
        found.forEach(due);
        return found.isEmpty() ? wait : 0;
    }

    boolean isEmpty() {
        return none(lease -> true);
    }

    boolean none(Predicate<HeldLease> test) {
        return all(test).isEmpty();
    }

    List<HeldLease> all(Predicate<HeldLease> test) {
        List<HeldLease> found = new ArrayList<>();
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (HeldLease lease = stripe.first; lease != null; lease = lease.next) {
                    if (test.test(lease)) {
                        found.add(lease);
                    }
                }
            }
        }
        return found;
    }

    private Stripe stripe(HeldLease lease) {
        return stripes[lease.stripe & (STRIPES - 1)];
    }

    private static final class Stripe {
        @Nullable
        HeldLease first;
    }
}
