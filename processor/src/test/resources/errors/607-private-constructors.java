package errors;

import io.github.once4j.Once;

class Service {
    private Service() {}

    @Once(key = "k")
    void run() {}
}
