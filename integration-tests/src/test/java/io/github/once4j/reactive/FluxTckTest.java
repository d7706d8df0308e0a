package io.github.once4j.reactive;

import io.github.once4j.runtime.reactor.ReactorCalls;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import reactor.core.publisher.Flux;

/** The rules of Reactive Streams for a guarded {@code Flux}. */
public class FluxTckTest extends PublisherVerification<Integer> {
    private final TckKeys keys = new TckKeys();

    public FluxTckTest() {
        super(new TestEnvironment(TckKeys.TIMEOUT, TckKeys.QUIET));
    }

    @Override
    public Publisher<Integer> createPublisher(long elements) {
        return ReactorCalls.flux(
                TckKeys.METHOD,
                keys.guard(),
                keys::free,
                lease -> Flux.<Integer>generate(sink -> sink.next(1)).take(elements));
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return ReactorCalls.fluxOrThrow(TckKeys.METHOD, keys.guard(), keys::held, lease -> Flux.just(1));
    }

    @AfterClass
    public void close() {
        keys.close();
    }
}
