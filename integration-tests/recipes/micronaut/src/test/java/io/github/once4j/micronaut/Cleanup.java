package io.github.once4j.micronaut;

import io.github.once4j.Once;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** A guarded job. */
@Singleton
public abstract class Cleanup {
    final AtomicInteger runs = new AtomicInteger();

    @Once(key = "cleanup")
    public void clean() {
        runs.incrementAndGet();
    }
}
