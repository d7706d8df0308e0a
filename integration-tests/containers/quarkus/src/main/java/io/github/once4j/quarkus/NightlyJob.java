package io.github.once4j.quarkus;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Quarkus refuses {@code @Scheduled} on a method of an abstract class: a concrete bean has the schedule and calls the guarded one. */
@ApplicationScoped
public class NightlyJob {
    @Inject
    Cleanup cleanup;

    @Scheduled(every = "1s")
    void run() {
        cleanup.clean();
    }
}
