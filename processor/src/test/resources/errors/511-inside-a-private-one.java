package errors;

import io.github.once4j.Once;

abstract class Service {
    private interface Hidden {
        interface Inner {}
    }

    @Once(key = "k")
    void run(Hidden.Inner inner) {}
}
