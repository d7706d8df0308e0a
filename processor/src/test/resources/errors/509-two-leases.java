package errors;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;

abstract class Service {
    @Once(key = "k")
    public void run(Lease one, Lease two) {}
}
