package errors;

import io.github.once4j.Once;

abstract class Service {
    record Customer(String id) {}

    record Order(String id, Customer customer) {}

    @Once(key = "a-{ordr.customer}")
    public void a(Order order) {}

    @Once(key = "b-{customer.id}")
    public void b(String tenantId, Order order) {}

    @Once(key = "c-{order.id}")
    public void c(Order o) {}

    @Once(key = "d-{region}")
    public void d(String tenantId) {}

    @Once(key = "e-{day}")
    public void e(Order order) {}

    public String getRegion() {
        return "eu";
    }
}
