package errors;

import io.github.once4j.Once;

interface Service extends Base {
    @Once(key = "other")
    void other();
}
// --- Base.java
package errors;

import io.github.once4j.Once;

interface Base {
    @Once(key = "k-{id}")
    void run(String id);
}
