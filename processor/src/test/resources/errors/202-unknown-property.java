package errors;

import io.github.once4j.Once;

abstract class Service {
    record Customer(String name) {}

    record Order(String id, Customer customer) {}

    @Once(key = "report-{order.idd}-{order.customer.nam}")
    public void run(Order order) {}
}
