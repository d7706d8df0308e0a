package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", lease = "", holdAtMost = " ")
    public void a() {}
}
