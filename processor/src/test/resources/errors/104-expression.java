package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a-{tenantId + '-' + day}")
    public void a(String tenantId, String day) {}

    @Once(key = "b-{#tenantId}")
    public void b(String tenantId) {}
}
