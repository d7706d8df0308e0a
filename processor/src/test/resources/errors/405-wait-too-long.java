package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", waitAtMost = "2h")
    public void a() {}
}
