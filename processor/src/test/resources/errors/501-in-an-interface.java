package errors;

import io.github.once4j.Once;

interface Service {
    @Once(key = "k")
    private void run() {}
}
