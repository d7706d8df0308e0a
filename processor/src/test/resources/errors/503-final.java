package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k")
    final void run() {}
}
