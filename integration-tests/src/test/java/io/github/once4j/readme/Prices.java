package io.github.once4j.readme;

// README
import io.github.once4j.Once;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public abstract class Prices {
    @Once(key = "price-{share}")
    public Mono<Double> price(String share) {
        return Mono.fromSupplier(() -> 42.0 + share.length());
    }

    @Once(key = "prices-{market}", holdAtMost = "1h")
    public Flux<Double> prices(String market) {
        return Flux.just(1.0, 2.0, 3.0);
    }
}
// end
