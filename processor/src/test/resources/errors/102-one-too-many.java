package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "report-{tenantId}}")
    public void run(String tenantId) {}
}
