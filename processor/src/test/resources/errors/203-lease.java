package errors;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;

abstract class Service {
    @Once(key = "report-{lease}")
    public void run(Lease lease) {}
}
