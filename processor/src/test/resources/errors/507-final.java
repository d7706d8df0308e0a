package errors;

import io.github.once4j.Once;

abstract class Service implements Face {
    @Override
    public final void run() {}

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
