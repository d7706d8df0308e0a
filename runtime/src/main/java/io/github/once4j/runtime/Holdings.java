package io.github.once4j.runtime;

import java.util.concurrent.atomic.AtomicLongArray;
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

    /** When one who found a lease here asked the backend for its key. */
    private final AtomicLongArray askedAt;

    Holdings(long trustNanos) {
        this.trustNanos = trustNanos;
        int size = trustNanos > 0 ? SIZE : 0;
        this.places = new AtomicReferenceArray<>(size);
        this.askedAt = new AtomicLongArray(size);
    }

    void put(HeldLease lease) {
        if (trustNanos > 0) {
            int place = place(lease.storedKey);
            askedAt.setRelease(place, lease.sentAt);
            places.setRelease(place, lease);
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

    /** Whether a caller may be told that the key is held by this lease, without asking the backend: one a second asks it. */
    boolean answerFor(HeldLease here, long now) {
        if (!here.isHeld(now)) {
            return false;
        }
        if (now - here.sentAt < trustNanos) {
            return true; // it was got, or renewed
        }
        int place = place(here.storedKey);
        long asked = askedAt.get(place);
        return now - asked < trustNanos || !askedAt.compareAndSet(place, asked, now);
    }

    /** What a caller is told who finds the key held by this lease. */
    Held held(HeldLease here) {
        return new Held(here.storedKey, here.token(), here.remaining());
    }

    /** What the backend said to one who asked for the key while this lease held it: it is held still, or was lost. */
    void compare(HeldLease here, HeldLease asker) {
        Held found = asker.busy();
        if (asker.isAcquired() || (found != null && !found.value().equals(here.token()))) {
            here.lose("its key was freed or taken");
        }
    }

    private static int place(String storedKey) {
        int hash = storedKey.hashCode();
        return (hash ^ hash >>> 16) & (SIZE - 1);
    }
}
