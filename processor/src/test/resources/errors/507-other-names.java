package errors;

import io.github.once4j.Once;

abstract class Service extends Base {
    @Override
    public void run(String region, String tenantId) {}

    @Once(key = "own")
    public void own() {}
}
// ---
package errors;

import io.github.once4j.Once;

abstract class Base {
    @Once(key = "run-{tenantId}-{day}")
    public void run(String tenantId, String day) {}
}
