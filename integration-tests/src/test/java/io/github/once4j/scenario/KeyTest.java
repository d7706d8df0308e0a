package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.scenario.Jobs.Customer;
import io.github.once4j.scenario.Jobs.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that cannot be made. */
@OnEachClient
@SuppressWarnings("NullAway") // nulls where none are promised
final class KeyTest {
    private final Wire wire;
    private final OnceGuard guard;
    private final JobsOnce jobs;

    KeyTest(Backend backend) {
        wire = new Wire(backend.client());
        guard = backend.builder().sharedClient(wire).build();
        jobs = new JobsOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close();
        assertThat(wire.sent()).isZero();
    }

    @Test
    void nullPartNamesTemplatePartAndStepNothingIsSent() {
        assertThatThrownBy(() -> jobs.name(null))
                .isInstanceOf(OnceKeyException.class)
                .hasMessageContainingAll("name-{name}", "name");
        assertThatThrownBy(() -> jobs.isLockedName(null)).isInstanceOf(OnceKeyException.class);
        assertThatThrownBy(jobs.stage(null, () -> null)::join)
                .hasCauseInstanceOf(OnceKeyException.class)
                .hasMessageContaining("stage-{id}");
    }

    @Test
    void nullInTheMiddleOfAPathNamesTemplatePartAndStepNothingIsSent() {
        assertThatThrownBy(() -> jobs.order(new Order(null)))
                .isInstanceOf(OnceKeyException.class)
                .hasMessageContainingAll("order-{order.customer.id}", "order.customer", "null");
        assertThatThrownBy(() -> jobs.order(new Order(new Customer(null))))
                .isInstanceOf(OnceKeyException.class)
                .hasMessageContainingAll("order-{order.customer.id}", "order.customer.id", "null");
        assertThatThrownBy(() -> jobs.order(null))
                .isInstanceOf(OnceKeyException.class)
                .hasMessageContainingAll("order-{order.customer.id}", "order", "null");
    }
}
