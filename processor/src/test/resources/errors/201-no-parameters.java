package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "report-{tenant}")
    public void run() {}
}
