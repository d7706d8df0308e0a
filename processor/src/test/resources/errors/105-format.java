package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a-%s-%2$s")
    public void a(String tenantId, int day) {}

    @Once(key = "b-%d")
    public void b(int day) {}

    @Once(key = "c-#p1")
    public void c(String tenantId, int day) {}

    @Once(key = "d-{{tenantId}}")
    public void d(String tenantId) {}

    @Once(key = "{{tenantId}}-{tenantId}-20%day")
    public void e(String tenantId) {}
}
