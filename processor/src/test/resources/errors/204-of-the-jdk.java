package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a-{order}")
    public <T extends Comparable<T>> void a(T order) {}

    @Once(key = "b-{work}")
    public void b(Runnable work) {}
}
