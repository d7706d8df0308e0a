package io.github.once4j.micronaut;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Micronaut would register a schedule or a listener of an abstract class twice: a concrete bean has them and calls the guarded ones. */
@Singleton
final class Triggers {
    private final Cleanup cleanup;
    private final Reports reports;
    final AtomicInteger ended = new AtomicInteger();

    Triggers(Cleanup cleanup, Reports reports) {
        this.cleanup = cleanup;
        this.reports = reports;
    }

    @Scheduled(fixedDelay = "200ms")
    void clean() {
        cleanup.clean();
        ended.incrementAndGet();
    }

    @EventListener
    void on(Reports.Request request) {
        reports.on(request);
    }
}
