package io.github.once4j.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A key cannot be rendered from the arguments of a call, or cannot be stored: a part is null, has no text or an unpaired
 * surrogate, the key is too long, or it is fenced and has a <code>}</code> without a hash tag. The body did not run.
 */
public final class OnceKeyException extends OnceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the template, the part and what is wrong with it
     */
    public OnceKeyException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message the template, the part and what is wrong with it
     * @param cause what the part's text threw, or {@code null}
     */
    public OnceKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
