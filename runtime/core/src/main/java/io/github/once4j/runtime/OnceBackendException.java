package io.github.once4j.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The backend did not reply in time, could not be reached, or refused a command: whether the key was free is unknown, so the
 * body did not run. Never thrown for a key that is held. What the attempt may have stored is cleaned up, and gone after the
 * lease at the latest.
 */
public final class OnceBackendException extends OnceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked, and what went wrong
     * @param cause the cause, or {@code null}
     */
    public OnceBackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
