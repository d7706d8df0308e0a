package io.github.once4j.runtime;

import org.jspecify.annotations.Nullable;

/** The parent of the exceptions that once4j throws. The exceptions of a guarded body are never wrapped in it. */
public class OnceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     */
    public OnceException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     * @param cause the cause, or {@code null}
     */
    public OnceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
