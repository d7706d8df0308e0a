package io.github.once4j.runtime;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a guard holds itself, as far as it remembers: so that a second call of this process for one of them is
 * answered without a round trip. A table of fixed size in which the later entry displaces an earlier one: who is not found
 * is asked for at the backend, which costs time and nothing else.
 */
final class Holdings {
    private static final int SIZE = 1024;

    /** For how long the backend need not be asked again; zero where asking costs nothing. */
    final long trustNanos;

    private final AtomicReferenceArray<@Nullable HeldLease> places;

    Holdings(long trustNanos) {
        this.trustNanos = trustNanos;
        this.places = new AtomicReferenceArray<>(trustNanos > 0 ? SIZE : 0);
    }

    void put(HeldLease lease) {
        if (trustNanos > 0) {
            places.setRelease(place(lease.storedKey), lease);
            if (!lease.is(HeldLease.State.HELD)) {
                remove(lease); // it ended in between
            }
        }
    }

    void remove(HeldLease lease) {
        if (trustNanos > 0) {
            places.compareAndSet(place(lease.storedKey), lease, null);
        }
    }

    /** The lease of a key, if it is remembered. */
    @Nullable
    HeldLease find(String storedKey) {
        if (trustNanos == 0) {
            return null;
        }
        HeldLease found = places.getAcquire(place(storedKey));
        return found != null && found.storedKey.equals(storedKey) ? found : null;
    }

    private static int place(String storedKey) {
        int hash = storedKey.hashCode();
        return (hash ^ hash >>> 16) & (SIZE - 1);
    }
}
