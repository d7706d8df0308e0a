package io.github.once4j.runtime;

import org.jspecify.annotations.Nullable;

/** Another run holds the key. Thrown by a call with {@code raiseOnLocked = true}; the body did not run. */
public final class OnceLockedException extends OnceException {
    private static final long serialVersionUID = 1L;

    /** Serialised with the exception. */
    private final String key;

    private final transient @Nullable LockHolder holder;

    /**
     * Creates the exception.
     *
     * @param message which method did not run, and who holds its key
     * @param key the key, without the guard's prefix and suffix
     * @param holder the holder
     */
    public OnceLockedException(String message, String key, LockHolder holder) {
        super(message);
        this.key = key;
        this.holder = holder;
    }

    /**
     * Returns the key that is held.
     *
     * @return the key, without the guard's prefix and suffix
     */
    public String key() {
        return key;
    }

    /**
     * Returns the holder of the key, as of the call.
     *
     * @return the holder; {@code null} only after deserialisation
     */
    public @Nullable LockHolder holder() {
        return holder;
    }
}
