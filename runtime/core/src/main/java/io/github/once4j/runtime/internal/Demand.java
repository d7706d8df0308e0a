package io.github.once4j.runtime.internal;

import java.util.concurrent.atomic.AtomicLong;

/** How many items a subscriber has requested that nobody has been asked for yet. */
final class Demand {
    private final AtomicLong items = new AtomicLong();

    void add(long more) {
        items.accumulateAndGet(more, Demand::sum);
    }

    private static long sum(long before, long more) {
        long sum = before + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Returns the demand, which is passed on now. */
    long take() {
        return items.getAndSet(0);
    }

    boolean isPositive() {
        return items.get() > 0;
    }
}
