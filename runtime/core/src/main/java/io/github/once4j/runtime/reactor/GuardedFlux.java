package io.github.once4j.runtime.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The result of a guarded method that returns a {@code Flux}. */
final class GuardedFlux<T> extends Flux<T> {
    private final ReactorCall<T> call;

    GuardedFlux(ReactorCall<T> call) {
        this.call = call;
    }

    /** Creates a result, and passes it to Reactor's assembly hooks. */
    static <T> Flux<T> of(ReactorCall<T> call) {
        return onAssembly(new GuardedFlux<>(call));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> downstream) {
        call.subscribe(downstream);
    }
}
