package errors;

import io.github.once4j.Once;
import reactor.core.publisher.Flux;

abstract class Service {
    @Once(key = "k", returnOnLocked = "1", holdAtMost = "1h")
    Flux<Long> prices() {
        return Flux.empty();
    }
}
