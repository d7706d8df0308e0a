package io.github.once4j.runtime;

/**
 * The lease was lost while the body ran, and the body was told to stop: thrown to the caller of a method with
 * {@code interruptOnLost = true}. Another run may have begun.
 */
public final class OnceLeaseLostException extends OnceException {
    private static final long serialVersionUID = 1L;

    /** Serialised with the exception. */
    private final String key;

    /** Serialised with the exception. */
    private final OnceListener.LeaseLost.Reason reason;

    /**
     * Creates the exception.
     *
     * @param message which method was stopped, and why
     * @param key the key, without the guard's prefix and suffix
     * @param reason why the lease was lost
     */
    public OnceLeaseLostException(String message, String key, OnceListener.LeaseLost.Reason reason) {
        super(message);
        this.key = key;
        this.reason = reason;
    }

    /**
     * Returns the key whose lease was lost.
     *
     * @return the key, without the guard's prefix and suffix
     */
    public String key() {
        return key;
    }

    /**
     * Returns why the lease was lost.
     *
     * @return the reason
     */
    public OnceListener.LeaseLost.Reason reason() {
        return reason;
    }
}
