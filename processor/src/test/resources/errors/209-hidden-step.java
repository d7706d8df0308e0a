package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a-{order.customer.id}-{order.customer}")
    public void run(elsewhere.Order order) {}
}
// ---
package elsewhere;

public class Order {
    public Customer getCustomer() {
        return new Customer();
    }
}
// ---
package elsewhere;

class Customer {
    public String getId() {
        return "";
    }

    @Override
    public String toString() {
        return "";
    }
}
