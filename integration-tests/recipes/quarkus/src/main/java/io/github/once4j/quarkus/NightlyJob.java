package io.github.once4j.quarkus;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/** Quarkus refuses {@code @Scheduled} on a method of an abstract class: a concrete bean has the schedule and calls the guarded one. */
@ApplicationScoped
public class NightlyJob {
    @Inject
    Cleanup cleanup;

    private final AtomicInteger ended = new AtomicInteger();

    @Scheduled(every = "1s")
    void run() {
        cleanup.clean();
        ended.incrementAndGet();
    }

    public int ended() {
        return ended.get();
    }
}
