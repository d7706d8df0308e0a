package io.github.once4j.shape;

import io.github.once4j.Once;
import org.jspecify.annotations.Nullable;

/** Holds a nested class, and a nested interface in it. */
final class Warehouse {
    private Warehouse() {}

    /** A shelf. */
    abstract static class Shelf {
        @Once(key = "shelf-{number}")
        @Nullable
        String count(int number) {
            return "counted " + number;
        }
    }
}
