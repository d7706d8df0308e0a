package io.github.once4j.shape;

import io.github.once4j.Once;
import java.util.Optional;

/** Calls its guarded method too early. */
abstract class Eager {
    @SuppressWarnings("this-escape") // the mistake that is to be told
    Eager() {
        load("a");
    }

    @Once(key = "eager-{id}")
    Optional<String> load(String id) {
        return Optional.of(id);
    }
}
