package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The held leases of a guard by stored key, so that a second call of this process for a held key needs no round trip. Whether the
 * backend still says so is asked in the background, for all the keys together that calls have met: once a second, by renewing them.
 */
final class HeldKeys {
    /** As many in a second as 100,000 leases of 30 s are renewed in a second; what is left is asked in the next one. */
    private static final int MOST_ASKED = 10_000;

    /** For how long the backend need not be asked again; zero where asking costs nothing. */
    private final long validNanos;

    private final LeaseTable leases = new LeaseTable();

    /** The keys that calls have met since their last renewal; not their leases, which nothing keeps after their end. */
    private final ConcurrentLinkedQueue<String> met = new ConcurrentLinkedQueue<>();

    /** When a call has last asked the backend for a key of this guard. */
    private final AtomicLong askedAt;

    /** When the met leases were last asked for. For the thread that sends. */
    private long metTakenAt;

    HeldKeys(long validNanos, long now) {
        this.validNanos = validNanos;
        this.askedAt = new AtomicLong(now - validNanos);
        this.metTakenAt = now - validNanos;
    }

    void put(HeldLease lease) {
        if (validNanos > 0) {
            leases.add(lease);
            if (!lease.is(State.Phase.HELD)) {
                remove(lease); // it ended in between
            }
        }
    }

    void remove(HeldLease lease) {
        if (validNanos > 0) {
            leases.remove(lease);
        }
    }

    /** The lease that holds a key here; {@code null} if none does, or asking the backend costs nothing. */
    @Nullable
    HeldLease find(String storedKey) {
        return validNanos > 0 ? leases.get(storedKey) : null;
    }

    /**
     * Whether a key counts as held by this lease without asking the backend. If it was neither acquired nor renewed just now,
     * one call a second asks at once; what the others meet is asked for together.
     */
    boolean isCurrent(HeldLease here, long now) {
        if (!here.isHeld(now)) {
            return false;
        }
        long age = now - here.sentAt();
        if (age < validNanos / 2) {
            return true;
        }
        if (age >= validNanos && isTurnToAsk(now)) {
            return false;
        }
        if (!here.isMet) {
            here.isMet = true;
            met.add(here.storedKey);
        }
        return true;
    }

    private boolean isTurnToAsk(long now) {
        long asked = askedAt.get();
        return now - asked >= validNanos && askedAt.compareAndSet(asked, now);
    }

    /** Takes the leases that calls have met, if the last ones were taken a second ago. For the thread that sends. */
    List<HeldLease> takeMet(long now) {
        if (leases.isEmpty()) {
            met.clear();
        }
        if (met.isEmpty() || now - metTakenAt < validNanos) {
            return List.of();
        }
        metTakenAt = now;
        List<HeldLease> taken = new ArrayList<>();
        String key;
        while (taken.size() < MOST_ASKED && (key = met.poll()) != null) {
            HeldLease lease = leases.get(key);
            if (lease != null) {
                taken.add(lease);
            }
        }
        return taken;
    }

    /** Whether no lease is remembered. */
    boolean isEmpty() {
        return leases.isEmpty();
    }

    /** What a caller is told that finds the key held by this lease. */
    static StoredLock stored(HeldLease here) {
        Duration remaining = here.remaining();
        return new StoredLock(here.storedKey, here.token(), Optional.of(remaining));
    }
}
