package io.github.once4j.runtime;

/**
 * The lease was lost while the body ran, and the body was told to stop: what a caller gets of a method with
 * {@code interruptOnLost}. Another run may have entered since.
 */
public final class OnceLeaseLostException extends OnceException {
    private static final long serialVersionUID = 1L;

    /** Serialised with the exception. */
    private final String key;

    OnceLeaseLostException(OnceMethod method, String key, String reason) {
        super(method + " was stopped: the lease of key `" + key + "` was lost, " + reason
                + ". Its work may be half done, and another run may have begun.");
        this.key = key;
    }

    /**
     * The key whose lease was lost.
     *
     * @return the key, without the guard's prefix and suffix
     */
    public String key() {
        return key;
    }
}
