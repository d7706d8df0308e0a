package io.github.once4j.reactive;

import io.github.once4j.runtime.reactor.ReactorCalls;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import reactor.core.publisher.Mono;

/** The rules of Reactive Streams for a guarded {@code Mono} whose key is held. */
public class LockedMonoTckTest extends PublisherVerification<Integer> {
    private final TckKeys keys = new TckKeys();

    public LockedMonoTckTest() {
        super(new TestEnvironment(TckKeys.TIMEOUT, TckKeys.QUIET));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    public Publisher<Integer> createPublisher(long elements) {
        return ReactorCalls.mono(
                TckKeys.METHOD, keys.guard(), keys::held, lease -> Mono.just(2), elements == 0 ? null : 1);
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return ReactorCalls.monoOrThrow(
                TckKeys.METHOD,
                keys.guard(),
                () -> {
                    throw new IllegalStateException("no key");
                },
                lease -> Mono.just(1));
    }

    @AfterClass
    public void close() {
        keys.close();
    }
}
