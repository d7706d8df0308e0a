package errors;

import io.github.once4j.Once;

interface Service extends Base {
    @Once(key = "k")
    void run();
}
// ---
package errors;

public interface Base {
    int inu(int number);
}
