package errors;

import io.github.once4j.Once;

class Outer {
    private interface Hidden {}

    abstract static class Service<T extends Hidden> {
        @Once(key = "k")
        void run() {}
    }
}
