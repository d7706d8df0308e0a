package io.github.once4j.spring;

import io.github.once4j.runtime.OnceException;
import org.jspecify.annotations.Nullable;

/** The application cannot start; says why, and what to write. */
final class OnceStartException extends OnceException {
    private static final long serialVersionUID = 1;

    private final String action;

    OnceStartException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
