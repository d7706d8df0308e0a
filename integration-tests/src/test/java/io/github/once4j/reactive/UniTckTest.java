package io.github.once4j.reactive;

import io.github.once4j.runtime.mutiny.MutinyCalls;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
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

    /** None: Mutiny subscribes to a Uni with the first demand, while the rules ask for an error without any. */
    @Override
    public Flow.@Nullable Publisher<Integer> createFailedFlowPublisher() {
        return null;
    }

    @AfterClass
    public void close() {
        keys.close();
    }
}
