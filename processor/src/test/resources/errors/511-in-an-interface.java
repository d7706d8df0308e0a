package errors;

import io.github.once4j.Once;

final class Outer {
    private static final class Hidden {}

    interface Service {
        @Once(key = "a")
        void a();

        Hidden other();
    }

    Outer_ServiceOnce service;
}
