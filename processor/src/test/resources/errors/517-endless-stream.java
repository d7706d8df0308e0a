package errors;

import io.github.once4j.Once;
import reactor.core.publisher.Flux;

abstract class Service {
    @Once(key = "k")
    Flux<Long> prices() {
        return Flux.empty();
    }
}
