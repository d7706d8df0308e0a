package errors;

import io.github.once4j.Once;

final class Service {
    @Once(key = "k")
    void run() {}
}
