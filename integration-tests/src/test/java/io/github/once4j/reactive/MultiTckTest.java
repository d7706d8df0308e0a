package io.github.once4j.reactive;

import io.github.once4j.runtime.mutiny.MutinyCalls;
import io.smallrye.mutiny.Multi;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** The rules of Reactive Streams for a guarded {@code Multi}. */
public class MultiTckTest extends FlowPublisherVerification<Long> {
    private final TckKeys keys = new TckKeys();

    public MultiTckTest() {
        super(new TestEnvironment(TckKeys.TIMEOUT, TckKeys.QUIET));
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        return MutinyCalls.multi(TckKeys.METHOD, keys.guard(), keys::free, lease -> Multi.createFrom()
                .items(() -> LongStream.range(0, elements).boxed()));
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        return MutinyCalls.multiOrThrow(
                TckKeys.METHOD,
                keys.guard(),
                keys::held,
                lease -> Multi.createFrom().item(1L));
    }

    @AfterClass
    public void close() {
        keys.close();
    }
}
