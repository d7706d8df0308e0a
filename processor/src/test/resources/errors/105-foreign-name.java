package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "report-#tenantId-$day-100%-%s-#42")
    public void run(String tenantId, String day) {}
}
