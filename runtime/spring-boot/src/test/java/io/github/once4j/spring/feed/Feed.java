package io.github.once4j.spring.feed;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Guarded methods with Reactor's types. */
@Service
public abstract class Feed {
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> gate = Sinks.empty();

    /** Lets imports end. */
    public void open() {
        gate.tryEmitEmpty();
    }

    /** On which threads bodies began. */
    public List<String> threads() {
        return threads;
    }

    @Once(key = "import-{id}", returnOnLocked = "busy")
    public Mono<String> load(String id) {
        threads.add(Thread.currentThread().getName());
        return gate.asMono()
                .then(Mono.deferContextual(context -> Mono.just("loaded " + id + " " + context.get("user"))));
    }

    @Once(key = "ticks-{id}", raiseOnLocked = true, holdAtMost = "1h")
    public Flux<String> ticks(String id, Lease lease) {
        threads.add(Thread.currentThread().getName());
        return Flux.interval(Duration.ofMillis(20)).onBackpressureDrop().map(tick -> tick + " " + lease.isHeld());
    }
}
