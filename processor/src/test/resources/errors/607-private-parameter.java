package errors;

import io.github.once4j.Once;

abstract class Service {
    private static class Settings {}

    Service(Settings settings) {}

    @Once(key = "k")
    void run() {}
}
