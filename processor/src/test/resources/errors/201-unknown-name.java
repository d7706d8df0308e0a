package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "report-{tenant}-{order.id}")
    public String build(String tenantId, Order order) {
        return "";
    }
}
// ---
package errors;

record Order(String id) {}
