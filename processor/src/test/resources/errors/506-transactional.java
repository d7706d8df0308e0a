package errors;

import io.github.once4j.Once;
import jakarta.transaction.Transactional;

abstract class Service {
    @Transactional
    @Once(key = "k")
    public void run() {}
}
// ---
package jakarta.transaction;

public @interface Transactional {}
