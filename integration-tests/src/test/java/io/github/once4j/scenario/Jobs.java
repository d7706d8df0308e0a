package io.github.once4j.scenario;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Guarded methods whose bodies come from the tests. */
@SuppressWarnings("once4j:shared-key") // nested calls of one key; ids are a letter or two
abstract class Jobs {

    @Once(key = "run-{id}", returnOnLocked = "false")
    boolean run(String id, Action body) throws Exception {
        body.run();
        return true;
    }

    @Once(key = "raise-{id}", raiseOnLocked = true)
    String raise(String id, Action body) throws Exception {
        body.run();
        return "ran";
    }

    @Once(key = "stage-{id}", returnOnLocked = "locked")
    CompletableFuture<String> stage(String id, Supplier<@Nullable CompletableFuture<String>> body) {
        return give(body);
    }

    @SuppressWarnings("NullAway") // a body that breaks its promise is one of the scenarios
    private static CompletableFuture<String> give(Supplier<@Nullable CompletableFuture<String>> body) {
        return body.get();
    }

    /** Shorter leases are not to be had; so renewal is seen after a second. */
    @Once(key = "short-{id}", returnOnLocked = "false", lease = "1s")
    boolean shortLease(String id, Action body) throws Exception {
        body.run();
        return true;
    }

    @Once(key = "leased-{id}", lease = "3s")
    @Nullable
    String leased(String id, LeaseBody body, Lease lease) throws Exception {
        return body.with(lease);
    }

    /** A body that looks at its lease. */
    interface LeaseBody {
        String with(Lease lease) throws Exception;
    }

    @Once(key = "leased-stage-{id}", lease = "3s", returnOnLocked = "locked")
    CompletionStage<String> leasedStage(Lease lease, String id) {
        return CompletableFuture.supplyAsync(lease::key);
    }

    /** Calls itself until it is refused; answers how deep it came. */
    @Once(key = "recursive-{id}", returnOnLocked = "0")
    @SuppressWarnings("InfiniteRecursion") // without the guard, it is
    int recursive(String id) {
        return 1 + recursive(id);
    }

    @Once(key = "outer-{id}", returnOnLocked = "0")
    int outer(String id) {
        return 1 + inner(id);
    }

    @Once(key = "outer-{id}", returnOnLocked = "0")
    int inner(String id) {
        return 1;
    }

    @Once(key = "order-{order.customer.id}", returnOnLocked = "false")
    boolean order(Order order) {
        return true;
    }

    @Once(key = "name-{name}", returnOnLocked = "false")
    boolean name(@SuppressWarnings("unused") String name) {
        return true;
    }

    /** An order, perhaps without a customer: its type does not say so. */
    record Order(Customer customer) {}

    /** A customer, perhaps without an id. */
    record Customer(String id) {}
}
