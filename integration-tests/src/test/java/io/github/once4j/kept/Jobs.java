package io.github.once4j.kept;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.DayOfWeek;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A method of each kind, and each attribute. */
public abstract class Jobs {
    private final String region;

    Jobs(String region) {
        this.region = region;
    }

    /** A part of keys. */
    public record Order(int id, UUID number) {}

    /** A part of keys. */
    public String getRegion() {
        return region;
    }

    @Once(key = "sync-{tenant}-{order.id}", returnOnLocked = "-1")
    public int sync(String tenant, Order order, Runnable body) {
        body.run();
        return order.id();
    }

    @Once(
            key = "raise-{this.region}/{day}/{order.number}",
            raiseOnLocked = true,
            lease = "${kept.lease:1m}",
            fenced = true)
    public long raise(DayOfWeek day, Order order, Lease lease, Runnable body) {
        body.run();
        return lease.isHeld() ? lease.fence().orElse(-1) : 0;
    }

    @Once(
            key = "all",
            holdAtLeast = "1ms",
            holdAtMost = "1h",
            waitAtMost = "10s",
            interruptOnLost = true,
            name = "Whole")
    public void all(Runnable body) {
        body.run();
    }

    @Once(key = "daily-{day}", keepAfterSuccess = "1h")
    protected Optional<String> daily(DayOfWeek day) {
        return Optional.of(day.name());
    }

    @Once(key = "async-{id}", returnOnLocked = "locked")
    public CompletableFuture<String> async(long id, CompletableFuture<String> work) {
        return work;
    }

    @Once(key = "stage-{id}-{text}", raiseOnLocked = true)
    public CompletionStage<Optional<String>> stage(int id, CharSequence text) {
        return CompletableFuture.completedStage(Optional.of(text.toString()));
    }

    @Once(key = "mono-{id}")
    public Mono<String> mono(int id, CompletableFuture<String> work) {
        return Mono.fromFuture(work);
    }

    @Once(key = "flux-{id}", raiseOnLocked = true)
    public Flux<Integer> flux(int id) {
        return Flux.range(0, id);
    }

    @Once(key = "uni-{id}", returnOnLocked = "locked")
    public Uni<String> uni(int id) {
        return Uni.createFrom().item("uni" + id);
    }

    @Once(key = "multi-{id}")
    public Multi<Integer> multi(int id) {
        return Multi.createFrom().range(0, id);
    }
}
