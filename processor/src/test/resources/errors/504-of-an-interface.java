package errors;

import io.github.once4j.Once;

abstract class Service implements Face {
    @Once(key = "own")
    public void own() {}
}
// ---
package errors;

import io.github.once4j.Once;

interface Face {
    @Once(key = "run")
    void run();
}
