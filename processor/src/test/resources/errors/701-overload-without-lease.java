package errors;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;

abstract class Service {
    @Once(key = "run-{id}")
    public void run(String id, Lease lease) {}

    public void run(String id) {}
}
