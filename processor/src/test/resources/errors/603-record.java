package errors;

import io.github.once4j.Once;

record Service() {
    @Once(key = "k")
    void run() {}
}
