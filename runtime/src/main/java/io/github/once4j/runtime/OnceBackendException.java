package io.github.once4j.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The backend did not answer, or refused: whether the key was free is not known, so the body did not run. Never thrown for
 * a key that is held. What the attempt may have left behind is cleaned up, and gone after the lease at the latest.
 */
public final class OnceBackendException extends OnceException {
    private static final long serialVersionUID = 1L;

    OnceBackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
