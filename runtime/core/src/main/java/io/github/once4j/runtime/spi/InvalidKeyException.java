package io.github.once4j.runtime.spi;

/**
 * The failure of a command whose key the backend cannot store, whatever its state: it is too long, or has no place for a
 * fencing number. Nothing was changed; the guarded call throws an {@code OnceKeyException} with this message.
 */
public final class InvalidKeyException extends NotExecutedException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong with the key, and what to do
     */
    public InvalidKeyException(String message) {
        super(message);
    }
}
