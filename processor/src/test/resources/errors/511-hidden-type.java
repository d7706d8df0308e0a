package errors;

import io.github.once4j.Once;

abstract class Service {
    private static class Hidden {}

    @Once(key = "k")
    void run(java.util.List<Hidden> hidden) {}
}
