package io.github.once4j.runtime;

/**
 * A key cannot be made from the arguments of a call: a part is null, or has no text that every process reads alike, or the key
 * is fenced and has a <code>}</code> without a hash tag.
 */
public final class OnceKeyException extends OnceException {
    private static final long serialVersionUID = 1L;

    OnceKeyException(String message) {
        super(message);
    }
}
