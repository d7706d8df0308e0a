package errors;

import io.github.once4j.Once;

abstract class Service extends Base<String> {
    @Once(key = "k-{id}")
    public void run(String id) {}
}

abstract class Base<T> {
    public boolean isLockedRun(T id) {
        return false;
    }
}
