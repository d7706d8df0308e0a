package io.github.once4j.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What a stage of an {@link NxClient} fails with when the backend certainly changed nothing: it answered with an error, or
 * the command never left. Any other failure leaves open whether the command was, or still will be, executed.
 */
public final class NotExecutedException extends OnceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what the backend answered, and what to do
     * @param cause what led to it, or {@code null}
     */
    public NotExecutedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
