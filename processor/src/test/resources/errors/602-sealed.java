package errors;

import io.github.once4j.Once;

abstract sealed class Service permits Service.Sub {
    @SuppressWarnings("once4j:unguarded")
    static final class Sub extends Service {}

    @Once(key = "k")
    void run() {}
}
