package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", holdAtLeast = "${app.least:10m}", holdAtMost = "5m")
    public void a() {}
}
