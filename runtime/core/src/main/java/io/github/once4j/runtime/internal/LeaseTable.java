package io.github.once4j.runtime.internal;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of leases by stored key, which the leases themselves chain: 4 to 12 B for each of them, where a
 * {@code ConcurrentHashMap} takes 42 B. A change holds the lock of a stripe, a look-up holds none: during a change, it may miss a
 * lease.
 */
final class LeaseTable {
    /** So that a thread of a client seldom waits for a lock. */
    private static final int STRIPES = 16;

    private final Stripe[] stripes = new Stripe[STRIPES];

    LeaseTable() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** The lease of a key that was added last. */
    @Nullable
    HeldLease get(String storedKey) {
        int hash = storedKey.hashCode();
        @Nullable HeldLease[] chains = stripe(hash).chains;
        HeldLease lease = chains[place(hash, chains)];
        while (lease != null && (lease.hash != hash || !lease.storedKey.equals(storedKey))) {
            lease = lease.nextInTable;
        }
        return lease;
    }

    boolean isEmpty() {
        for (Stripe stripe : stripes) {
            if (stripe.size > 0) {
                return false;
            }
        }
        return true;
    }

    /** Adds a lease, which was not added before. */
    void add(HeldLease lease) {
        stripe(lease.hash).add(lease);
    }

    /** Removes a lease; does nothing if it is not in the table. */
    void remove(HeldLease lease) {
        stripe(lease.hash).remove(lease);
    }

    private Stripe stripe(int hash) {
        return stripes[hash & STRIPES - 1];
    }

    private static int place(int hash, @Nullable HeldLease[] chains) {
        return (hash ^ hash >>> 16) >>> 4 & chains.length - 1; // the lowest bits have chosen the stripe
    }

    private static final class Stripe {
        private static final int FIRST_SIZE = 8;

        private volatile @Nullable HeldLease[] chains = new @Nullable HeldLease[FIRST_SIZE];
        private volatile int size;

        synchronized void add(HeldLease lease) {
            if (size == chains.length) {
                grow();
            }
            link(lease, chains);
            size++;
        }

        synchronized void remove(HeldLease lease) {
            int place = place(lease.hash, chains);
            HeldLease previous = null;
            HeldLease each = chains[place];
            while (each != null && each != lease) {
                previous = each;
                each = each.nextInTable;
            }
            if (each == null) {
                return;
            }
            if (previous == null) {
                chains[place] = lease.nextInTable;
            } else {
                previous.nextInTable = lease.nextInTable;
            }
            lease.nextInTable = null; // a lease that its user keeps must keep no other
            size--;
        }

        private void grow() {
            @Nullable HeldLease[] larger = new @Nullable HeldLease[2 * chains.length];
            for (HeldLease first : chains) {
                HeldLease next;
                for (HeldLease lease = first; lease != null; lease = next) {
                    next = lease.nextInTable;
                    link(lease, larger);
                }
            }
            chains = larger;
        }

        private static void link(HeldLease lease, @Nullable HeldLease[] chains) {
            int place = place(lease.hash, chains);
            lease.nextInTable = chains[place];
            chains[place] = lease;
        }
    }
}
