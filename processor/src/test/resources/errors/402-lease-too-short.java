package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", lease = "PT0.5S")
    public void a() {}
}
