package io.github.once4j.kept;

import io.github.once4j.Once;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Guarded around a delegate. */
public interface Feed<T extends Comparable<T>> {
    /** May fail with a checked exception. */
    @Once(key = "feed-{name}")
    List<T> read(String name, T part, String... more) throws IOException;

    /** Passed on. */
    default String kind() {
        return "feed";
    }

    /** Not a blocking one. */
    @Once(key = "push-{name}", raiseOnLocked = true)
    CompletableFuture<Boolean> push(String name);
}
