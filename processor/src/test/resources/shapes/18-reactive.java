package shapes;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public abstract class Feed {
    @Once(key = "mono-{id}")
    public Mono<String> mono(String id) {
        return Mono.just(id);
    }

    @Once(key = "valued-{id}", returnOnLocked = "busy")
    Mono<? extends CharSequence> valued(String id) {
        return Mono.just(id);
    }

    @Once(key = "strict-{id}", raiseOnLocked = true, interruptOnLost = true)
    public Mono<Void> strict(String id, Lease lease) throws IOException {
        return Mono.empty();
    }

    @Once(key = "flux-{id}", holdAtMost = "1h")
    public <T extends Number> Flux<T> flux(String id, T one) {
        return Flux.empty();
    }

    @Once(key = "uni-{id}")
    protected Uni<Optional<String>> uni(String id) {
        return Uni.createFrom().item(Optional.of(id));
    }

    @Once(key = "multi-{id}", raiseOnLocked = true, holdAtMost = "1h")
    Multi<Integer> multi(int id) {
        return Multi.createFrom().item(id);
    }
}
