package io.github.once4j.quarkus;

import io.github.once4j.Once;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** A guarded job. */
@ApplicationScoped
public abstract class Cleanup {
    final AtomicInteger runs = new AtomicInteger();

    @Once(key = "cleanup")
    public void clean() {
        runs.incrementAndGet();
    }

    public int runs() {
        return runs.get();
    }
}
