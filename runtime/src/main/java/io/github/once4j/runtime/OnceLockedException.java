package io.github.once4j.runtime;

import org.jspecify.annotations.Nullable;

/** Another run holds the key. What a call raises that asks for it with {@code raiseOnLocked}; the body did not run. */
public final class OnceLockedException extends OnceException {
    private static final long serialVersionUID = 1L;

    /** Serialised with the exception. */
    private final String key;

    private final transient @Nullable LockHolder holder;

    OnceLockedException(OnceMethod method, String key, LockHolder holder) {
        super(method + " did not run: key `" + key + "` is held by " + holder.text() + ".");
        this.key = key;
        this.holder = holder;
    }

    /**
     * The key that is held.
     *
     * @return the key, without the guard's prefix and suffix
     */
    public String key() {
        return key;
    }

    /**
     * Who held the key when it was asked for.
     *
     * @return the holder; {@code null} only in an exception that was serialised
     */
    public @Nullable LockHolder holder() {
        return holder;
    }
}
