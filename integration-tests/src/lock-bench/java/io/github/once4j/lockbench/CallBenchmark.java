package io.github.once4j.lockbench;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.lockbench.Orders.Order;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One method, reached in four ways; three of them go through the same guard, which has no backend. */
@State(Scope.Thread)
public class CallBenchmark {
    private static final OnceGuard GUARD =
            OnceGuard.builder().client(new NoBackend()).build();
    private static final Orders DIRECT = new Orders();
    private static final Orders BY_HAND = new GuardedByHand(GUARD);
    private static final Orders GENERATED = new OrdersOnce(GUARD);
    private static final Orders BY_ASPECT = SpringAspect.around(new Orders(), GUARD);

    /** Not constant: a key of constants would be made by the compiler. */
    private String tenant = "acme";

    private Order order = new Order("a-17", 3);

    @Benchmark
    public int direct() {
        return DIRECT.pay(tenant, order);
    }

    @Benchmark
    public int byHand() {
        return BY_HAND.pay(tenant, order);
    }

    @Benchmark
    public int generated() {
        return GENERATED.pay(tenant, order);
    }

    @Benchmark
    public int byAspect() {
        return BY_ASPECT.pay(tenant, order);
    }

    /** What a colleague would write who has the guard, and no processor. */
    private static final class GuardedByHand extends Orders {
        private final OnceGuard guard;

        GuardedByHand(OnceGuard guard) {
            this.guard = guard;
        }

        @Override
        int pay(String tenant, Order order) {
            try (Lease lease = guard.tryAcquire("pay-" + tenant + "-" + order.id())) {
                return lease == null ? -1 : super.pay(tenant, order);
            }
        }
    }
}
