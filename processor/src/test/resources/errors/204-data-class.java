package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k-{order}")
    public void run(Order order) {}
}
// ---
package errors;

@kotlin.Metadata
final class Order {
    public String component1() {
        return "";
    }

    public Order copy(String id) {
        return this;
    }

    public String getId() {
        return "";
    }

    @Override
    public String toString() {
        return "Order(id=)";
    }
}
// ---
package kotlin;

public @interface Metadata {}
