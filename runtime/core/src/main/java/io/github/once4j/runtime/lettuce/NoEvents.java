package io.github.once4j.runtime.lettuce;

import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import reactor.core.publisher.Flux;

/** Nobody can listen to the events of a client that is ours alone; what Lettuce publishes them by takes 40 ms to load. */
final class NoEvents implements EventBus {
    @Override
    public Flux<Event> get() {
        return Flux.never();
    }

    @Override
    public void publish(Event event) {
        // to nobody
    }
}
