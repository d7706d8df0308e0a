package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a-${job.key}")
    public void configured(String tenantId) {}

    @Once(key = "b-#{#tenantId}-#{#order.id()}-${tenantId:none}")
    public void expressions(String tenantId, String order) {}

    @Once(key = "c-${job.key}")
    public void alone() {}
}
