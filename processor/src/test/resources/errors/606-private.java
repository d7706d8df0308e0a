package errors;

import io.github.once4j.Once;

class Service {
    private abstract static class Hidden {
        @Once(key = "k")
        void run() {}
    }
}
