package errors;

import io.github.once4j.Once;

class Service {
    class Inner {
        @Once(key = "k")
        void run() {}
    }
}
