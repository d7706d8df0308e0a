package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k", lease = "${app.lease:500ms}")
    public void run() {}
}
