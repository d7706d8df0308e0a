package io.github.once4j.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a command that certainly changed nothing: the backend replied with an error, or the command was never sent.
 * Any other failure of a client's stage leaves open whether the command was, or still will be, executed.
 */
public class NotExecutedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what the backend replied, and what to do
     * @param cause the cause, or {@code null}
     */
    public NotExecutedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Creates the exception.
     *
     * @param message what the backend replied, and what to do
     */
    public NotExecutedException(String message) {
        this(message, null);
    }
}
