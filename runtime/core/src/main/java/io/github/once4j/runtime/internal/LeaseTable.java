package io.github.once4j.runtime.internal;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of leases by stored key, which the leases themselves chain: 4 to 12 B for each of them, where a
 * {@code ConcurrentHashMap} takes 42 B. A change holds the lock, a look-up holds none: during a change, it may miss a lease.
 */
final class LeaseTable {
    private static final int FIRST_SIZE = 64;

    private volatile @Nullable HeldLease[] chains = new @Nullable HeldLease[FIRST_SIZE];
    private volatile int size;

    /** The lease of a key that was added last. */
    @Nullable
    HeldLease get(String storedKey) {
        @Nullable HeldLease[] table = chains;
        HeldLease lease = table[place(storedKey, table)];
        while (lease != null && !lease.storedKey.equals(storedKey)) {
            lease = lease.nextInTable;
        }
        return lease;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a lease, which was not added before. */
    synchronized void add(HeldLease lease) {
        if (size == chains.length) {
            grow();
        }
        link(lease, chains);
        size++;
    }

    /** Removes a lease; does nothing if it is not in the table. */
    synchronized void remove(HeldLease lease) {
        @Nullable HeldLease[] table = chains;
        int place = place(lease.storedKey, table);
        HeldLease previous = null;
        HeldLease each = table[place];
        while (each != null && each != lease) {
            previous = each;
            each = each.nextInTable;
        }
        if (each == null) {
            return;
        }
        if (previous == null) {
            table[place] = lease.nextInTable;
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

    private static void link(HeldLease lease, @Nullable HeldLease[] table) {
        int place = place(lease.storedKey, table);
        lease.nextInTable = table[place];
        table[place] = lease;
    }

    private static int place(String storedKey, @Nullable HeldLease[] table) {
        int hash = storedKey.hashCode();
        return (hash ^ hash >>> 16) & table.length - 1;
    }
}
