package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a{ tenantId }b{0}c{tenantId:>10}d{tenantId.length()}e{ten ant}")
    public void run(String tenantId) {}
}
