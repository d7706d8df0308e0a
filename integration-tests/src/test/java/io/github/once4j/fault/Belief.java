package io.github.once4j.fault;

import io.github.once4j.runtime.Lease;
import java.time.Duration;

/**
 * Until when a running body believes that it holds its key. The run of a process that is stopped ends with the last deadline
 * that the body saw, as promised, and not when the process finds out. A wrong deadline is recorded as the body saw it, and shows
 * as an overlap.
 */
public final class Belief {
    private static final long AT_ONCE = 1_000_000;

    private final String who;
    private final Lease lease;
    private final long begin = System.nanoTime();
    private volatile long deadline;
    private volatile long toldAt;
    private volatile long longestRemaining;

    /** Begins a run, in its body. */
    public Belief(String who, Lease lease) {
        this.who = who;
        this.lease = lease;
        this.deadline = begin;
        look();
    }

    /** Reads the lease; returns whether it is still held. To be called repeatedly while the body runs. */
    public boolean look() {
        if (toldAt != 0) {
            return false;
        }
        while (true) {
            long before = System.nanoTime();
            Duration rest = lease.remaining();
            long after = System.nanoTime();
            if (rest.isZero()) {
                toldAt = after;
                return false;
            }
            // If the process was stopped in between, it is unknown from when the rest counts.
            if (after - before < AT_ONCE) {
                longestRemaining = Math.max(longestRemaining, rest.toNanos());
                deadline = Math.max(deadline, after + rest.toNanos());
                return true;
            }
        }
    }

    /** The longest remaining time that was seen, in nanoseconds. */
    public long longestRemaining() {
        return longestRemaining;
    }

    /** When the loss was seen first; 0 if it was not. */
    public long toldAt() {
        return toldAt;
    }

    /** The last deadline that was seen. */
    public long deadline() {
        return deadline;
    }

    /** Ends the run; to be called last in the body. */
    public Run end() {
        long end = look() ? System.nanoTime() : toldAt;
        return new Run(
                who, lease.key(), lease.token(), lease.fence().orElse(0), begin, end - deadline > 0 ? deadline : end);
    }
}
