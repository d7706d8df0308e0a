package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", waitAtMost = "5m", keepAfterSuccess = "1m")
    public void a() {}
}
