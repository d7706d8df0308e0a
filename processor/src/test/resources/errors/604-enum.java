package errors;

import io.github.once4j.Once;

enum Service {
    ONE;

    @Once(key = "k")
    void run() {}
}
