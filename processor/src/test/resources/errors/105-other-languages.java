package errors;

import io.github.once4j.Once;

abstract class Service {
    record Order(String id) {}

    @Once(key = "a-${job.key}")
    public void configured(String tenantId) {}

    @Once(key = "b-#{#tenantId}-#{#order.id()}-${tenantId:none}")
    public void expressions(String tenantId, Order order) {}

    @Once(key = "c-${job.key}")
    public void alone() {}
}
