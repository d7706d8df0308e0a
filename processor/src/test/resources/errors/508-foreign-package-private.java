package errors;

import io.github.once4j.Once;

abstract class Service extends elsewhere.Base {
    @Once(key = "other")
    void other() {}
}
// ---
package elsewhere;

import io.github.once4j.Once;

public abstract class Base {
    @Once(key = "k")
    void run() {}
}
