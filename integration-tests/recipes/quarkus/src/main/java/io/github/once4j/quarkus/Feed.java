package io.github.once4j.quarkus;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Guarded methods with Mutiny's types. */
@ApplicationScoped
public abstract class Feed {
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();

    protected Feed() {}

    /** Lets imports end. */
    public void open() {
        gate.complete(null);
    }

    /** On which threads bodies began. */
    public List<String> threads() {
        return threads;
    }

    @Once(key = "load-{id}", returnOnLocked = "busy")
    public Uni<String> load(String id) {
        threads.add(Thread.currentThread().getName());
        return Uni.createFrom().completionStage(gate).map(opened -> "loaded " + id);
    }

    @Once(key = "ticks-{id}", raiseOnLocked = true, holdAtMost = "1h")
    public Multi<String> ticks(String id, Lease lease) {
        threads.add(Thread.currentThread().getName());
        return Multi.createFrom()
                .ticks()
                .every(Duration.ofMillis(20))
                .onOverflow()
                .drop()
                .map(tick -> tick + " " + lease.isHeld());
    }
}
