package io.github.once4j.runtime;

/** Guards methods and keys with one client, prefix and set of defaults. */
public final class OnceGuard implements AutoCloseable {
    private OnceGuard() {}

    public static OnceGuard inMemory() {
        throw new UnsupportedOperationException();
    }

    /** The global guard, looked up at each call: what generated classes use that were built without a guard. */
    public static OnceGuard global() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
