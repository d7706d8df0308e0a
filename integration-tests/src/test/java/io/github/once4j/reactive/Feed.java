package io.github.once4j.reactive;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Guarded methods with Reactor's types, whose bodies a test sets. */
@SuppressWarnings("once4j:shared-key")
abstract class Feed {
    /** A body. */
    interface Body<P> {
        @Nullable
        P of(Lease lease) throws Exception;
    }

    Body<Mono<String>> mono = lease -> Mono.just("ran");
    Body<Flux<Integer>> flux = lease -> Flux.range(1, 3);

    @Once(key = "mono-{id}")
    Mono<String> item(String id, Lease lease) throws Exception {
        return mono(lease);
    }

    @Once(key = "mono-{id}", returnOnLocked = "busy")
    Mono<String> valued(String id, Lease lease) throws Exception {
        return mono(lease);
    }

    @Once(key = "mono-{id}", raiseOnLocked = true)
    Mono<String> strict(String id, Lease lease) throws Exception {
        return mono(lease);
    }

    @Once(key = "mono-{id}", interruptOnLost = true)
    Mono<String> stoppable(String id, Lease lease) throws Exception {
        return mono(lease);
    }

    @Once(key = "flux-{id}", holdAtMost = "1h")
    Flux<Integer> items(String id, Lease lease) throws Exception {
        return flux(lease);
    }

    @Once(key = "flux-{id}", holdAtMost = "1h", raiseOnLocked = true, interruptOnLost = true)
    Flux<Integer> strictItems(String id, Lease lease) throws Exception {
        return flux(lease);
    }

    @SuppressWarnings("NullAway") // a test of null
    private Mono<String> mono(Lease lease) throws Exception {
        return mono.of(lease);
    }

    @SuppressWarnings("NullAway")
    private Flux<Integer> flux(Lease lease) throws Exception {
        return flux.of(lease);
    }
}
