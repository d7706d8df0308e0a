package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k", name = "2nd")
    public void run() {}
}
