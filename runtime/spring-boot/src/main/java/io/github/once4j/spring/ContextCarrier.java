package io.github.once4j.spring;

import io.micrometer.context.ContextSnapshotFactory;
import java.util.function.UnaryOperator;

/** Carries what is registered for context propagation, such as the current span, to the bodies of asynchronous calls. */
final class ContextCarrier implements UnaryOperator<Runnable> {
    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().build();

    @Override
    public Runnable apply(Runnable task) {
        return snapshots.captureAll().wrap(task);
    }
}
