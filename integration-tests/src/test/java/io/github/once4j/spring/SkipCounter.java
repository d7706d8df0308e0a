package io.github.once4j.spring;

import io.github.once4j.runtime.OnceListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the calls that were skipped. */
final class SkipCounter implements OnceListener {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void locked(Locked event) {
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }
}
