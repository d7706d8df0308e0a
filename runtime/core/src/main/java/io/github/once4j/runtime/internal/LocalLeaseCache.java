package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded, lossy cache of this guard's leases, so that a second call of this process for a held key needs no round trip. A
 * later entry displaces an earlier one; for a key that is not found the backend is asked.
 */
final class LocalLeaseCache {
    private static final int SIZE = 1024;

    /** For how long the backend need not be asked again; zero where asking costs nothing. */
    private final long validNanos;

    private final AtomicReferenceArray<@Nullable HeldLease> places;

    /** When the backend was last asked for the key of a place. */
    private final AtomicLongArray askedAt;

    LocalLeaseCache(long validNanos) {
        this.validNanos = validNanos;
        int size = validNanos > 0 ? SIZE : 0;
        this.places = new AtomicReferenceArray<>(size);
        this.askedAt = new AtomicLongArray(size);
    }

    void put(HeldLease lease) {
        if (validNanos > 0) {
            int place = place(lease.storedKey);
            askedAt.setRelease(place, lease.sentAt());
            places.setRelease(place, lease);
            if (!lease.is(State.Phase.HELD)) {
                remove(lease); // it ended in between
            }
        }
    }

    void remove(HeldLease lease) {
        if (validNanos > 0) {
            places.compareAndSet(place(lease.storedKey), lease, null);
        }
    }

    /** The lease of a key, if it is in the cache. */
    @Nullable
    HeldLease find(String storedKey) {
        if (validNanos == 0) {
            return null;
        }
        HeldLease found = places.getAcquire(place(storedKey));
        return found != null && found.storedKey.equals(storedKey) ? found : null;
    }

    /** Whether a key counts as held by this lease without asking the backend: once a second one caller asks it. */
    boolean isCurrent(HeldLease here, long now) {
        if (!here.isHeld(now)) {
            return false;
        }
        if (now - here.sentAt() < validNanos) {
            return true; // it was acquired or renewed just now
        }
        int place = place(here.storedKey);
        long asked = askedAt.get(place);
        return now - asked < validNanos || !askedAt.compareAndSet(place, asked, now);
    }

    /** What a caller is told that finds the key held by this lease. */
    static StoredLock stored(HeldLease here) {
        Duration remaining = here.remaining();
        return new StoredLock(here.storedKey, here.token(), Optional.of(remaining));
    }

    private static int place(String storedKey) {
        int hash = storedKey.hashCode();
        return (hash ^ hash >>> 16) & (SIZE - 1);
    }
}
