package io.github.once4j.reactive;

import io.github.once4j.runtime.mutiny.MutinyCalls;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** The rules of Reactive Streams for a guarded {@code Uni}, as Mutiny makes a publisher of it. */
public class UniTckTest extends FlowPublisherVerification<Integer> {
    private final TckKeys keys = new TckKeys();

    public UniTckTest() {
        super(new TestEnvironment(TckKeys.TIMEOUT, TckKeys.QUIET));
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
        return MutinyCalls.<Integer>uni(
                        TckKeys.METHOD,
                        keys.guard(),
                        keys::free,
                        lease -> elements == 0
                                ? Uni.createFrom().nullItem()
                                : Uni.createFrom().item(1),
                        null)
                .toMulti();
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
        return MutinyCalls.<Integer>uniOrThrow(
                        TckKeys.METHOD,
                        keys.guard(),
                        keys::held,
                        lease -> Uni.createFrom().item(1))
                .toMulti();
    }

    @AfterClass
    public void close() {
        keys.close();
    }
}
