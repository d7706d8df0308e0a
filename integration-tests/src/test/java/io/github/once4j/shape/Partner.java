package io.github.once4j.shape;

import io.github.once4j.Once;
import io.github.once4j.runtime.OnceGuard;
import java.util.Optional;

/** Uses the guard itself, too. */
@SuppressWarnings("once4j:unguarded") // a class that is not abstract is a shape, too
class Partner {
    private final OnceGuard guard;
    private final String name;

    Partner(OnceGuard guard, String name) {
        this.guard = guard;
        this.name = name;
    }

    String getName() {
        return name;
    }

    @Once(key = "partner-{this.name}")
    Optional<String> call() {
        return Optional.of(name);
    }

    boolean calls() {
        return guard.tryRun("calls", () -> {});
    }
}
