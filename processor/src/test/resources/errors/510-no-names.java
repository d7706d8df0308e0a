package errors;

import io.github.once4j.Once;

abstract class Service extends Base {
    @Once(key = "other")
    void other() {}
}
// ---
package errors;

import io.github.once4j.Once;

abstract class Base {
    @Once(key = "k-{id}")
    void run(String id) {}
}
