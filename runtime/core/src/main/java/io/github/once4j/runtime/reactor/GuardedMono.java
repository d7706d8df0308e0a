package io.github.once4j.runtime.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** The result of a guarded method that returns a {@code Mono}. */
final class GuardedMono<T> extends Mono<T> {
    private final ReactorCall<T> call;

    GuardedMono(ReactorCall<T> call) {
        this.call = call;
    }

    /** Creates a result, and passes it to Reactor's assembly hooks. */
    static <T> Mono<T> of(ReactorCall<T> call) {
        return onAssembly(new GuardedMono<>(call));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> downstream) {
        call.subscribe(downstream);
    }
}
