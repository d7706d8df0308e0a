package errors;

import io.github.once4j.Once;

abstract class Service extends Base {
    @Override
    void run() {}

    @Once(key = "other")
    void other() {}
}
// ---
package errors;

import io.github.once4j.Once;

abstract class Base {
    @Once(key = "k")
    void run() {}
}
