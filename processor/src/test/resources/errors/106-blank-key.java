package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "   ")
    public void run(String id) {}
}
