package io.github.once4j.chaos;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.function.Consumer;

/** What the processes contend for. */
abstract class Work {
    @Once(key = "{key}", raiseOnLocked = true, fenced = true)
    void run(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }
}
