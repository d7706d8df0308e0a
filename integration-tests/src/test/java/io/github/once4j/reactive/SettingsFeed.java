package io.github.once4j.reactive;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Guarded methods of each reactive type with the settings that change when a key is free; a test sets their body. */
abstract class SettingsFeed {
    Function<Lease, Flux<String>> body = lease -> Flux.just("ran");

    private Multi<String> multi(Lease lease) {
        return Multi.createFrom().publisher(JdkFlowAdapter.publisherToFlowPublisher(body.apply(lease)));
    }

    // ---- kept after success

    @Once(key = "kept-mono", keepAfterSuccess = "1h", raiseOnLocked = true)
    Mono<String> keptMono(Lease lease) {
        return body.apply(lease).next();
    }

    @Once(key = "kept-flux", keepAfterSuccess = "1h", raiseOnLocked = true, holdAtMost = "2h")
    Flux<String> keptFlux(Lease lease) {
        return body.apply(lease);
    }

    @Once(key = "kept-uni", keepAfterSuccess = "1h", raiseOnLocked = true)
    Uni<String> keptUni(Lease lease) {
        return multi(lease).toUni();
    }

    @Once(key = "kept-multi", keepAfterSuccess = "1h", raiseOnLocked = true, holdAtMost = "2h")
    Multi<String> keptMulti(Lease lease) {
        return multi(lease);
    }

    // ---- waits

    @Once(key = "waits-mono", waitAtMost = "30s", raiseOnLocked = true)
    Mono<String> waitsMono(Lease lease) {
        return body.apply(lease).next();
    }

    @Once(key = "waits-flux", waitAtMost = "30s", raiseOnLocked = true, holdAtMost = "2h")
    Flux<String> waitsFlux(Lease lease) {
        return body.apply(lease);
    }

    @Once(key = "waits-uni", waitAtMost = "30s", raiseOnLocked = true)
    Uni<String> waitsUni(Lease lease) {
        return multi(lease).toUni();
    }

    @Once(key = "waits-multi", waitAtMost = "30s", raiseOnLocked = true, holdAtMost = "2h")
    Multi<String> waitsMulti(Lease lease) {
        return multi(lease);
    }

    // ---- held at most, and stopped then

    @Once(key = "bounded-mono", holdAtMost = "1s", interruptOnLost = true, raiseOnLocked = true)
    Mono<String> boundedMono(Lease lease) {
        return body.apply(lease).next();
    }

    @Once(key = "bounded-flux", holdAtMost = "1s", interruptOnLost = true, raiseOnLocked = true)
    Flux<String> boundedFlux(Lease lease) {
        return body.apply(lease);
    }

    @Once(key = "bounded-uni", holdAtMost = "1s", interruptOnLost = true, raiseOnLocked = true)
    Uni<String> boundedUni(Lease lease) {
        return multi(lease).toUni();
    }

    @Once(key = "bounded-multi", holdAtMost = "1s", interruptOnLost = true, raiseOnLocked = true)
    Multi<String> boundedMulti(Lease lease) {
        return multi(lease);
    }
}
