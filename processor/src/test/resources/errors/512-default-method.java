package errors;

import io.github.once4j.Once;

interface Service {
    @Once(key = "k")
    void run();

    default void twice() {
        run();
        run();
    }
}
