package io.github.once4j.runtime.spi;

/**
 * The failure of a command that changed nothing and is likely to succeed soon: the backend is moving the key to another server.
 * A guard repeats an acquisition that fails with it until the acquisition times out.
 */
public final class TryAgainException extends NotExecutedException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what the backend replied
     */
    public TryAgainException(String message) {
        super(message);
    }
}
