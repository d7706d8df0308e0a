package io.github.once4j.fault;

import io.github.once4j.runtime.Lease;
import java.time.Duration;

/**
 * What a running body believes of its lease, and until when. A process that is stopped believes nothing while it is: its run
 * ends with the last deadline that it knew of, which is what is promised, and not when it finds out. A deadline that is
 * reckoned wrongly is in here as the body saw it, and shows as an overlap.
 */
public final class Belief {
    private static final long AT_ONCE = 1_000_000;

    private final String who;
    private final Lease lease;
    private final long begin = System.nanoTime();
    private volatile long deadline;
    private volatile long toldAt;

    /** Begins a run, in its body. */
    public Belief(String who, Lease lease) {
        this.who = who;
        this.lease = lease;
        this.deadline = begin;
        look();
    }

    /** Looks at the lease; answers whether it is still held. To be called again and again while the body runs. */
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
            // Stopped in between, one cannot say when that was counted from.
            if (after - before < AT_ONCE) {
                deadline = Math.max(deadline, after + rest.toNanos());
                return true;
            }
        }
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
