package io.github.once4j.runtime;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A key that is held. The body of a guarded method gets it from a parameter of this type; {@link OnceGuard#tryAcquire}
 * gives one for a key. Thread-safe: it may be handed to other threads, which makes it work across async hops.
 *
 * <p>It is renewed for as long as it is open. It is lost when the key was freed by force or taken, or when the backend
 * could not be reached in time; then {@link #isHeld} is false before another run can enter.
 */
public interface Lease extends AutoCloseable {
    /**
     * Whether this run still holds the key, for all that can be known here. Costs no round trip.
     *
     * @return whether it does; false for ever once it was lost or closed
     */
    boolean isHeld();

    /**
     * How long the key is certainly held still if it is not renewed again.
     *
     * @return the time; zero if the key is not held
     */
    Duration remaining();

    /**
     * The fencing number of this grant, greater than that of every grant of the key before it. Hand it to the resource
     * that you write to, so that it can refuse a late writer.
     *
     * @return the number; empty unless {@code fenced = true}
     */
    OptionalLong fence();

    /**
     * The key.
     *
     * @return the key, without the guard's prefix and suffix
     */
    String key();

    /**
     * What stands under the key in the backend.
     *
     * @return the token of this acquisition, which no other has
     */
    String token();

    /**
     * Runs an action when the lease is lost: at once if it is lost already, never if the body ends before. It runs on a
     * thread of the guard's, never on the body's; what it throws is logged.
     *
     * @param action what to do; more than one may be given
     */
    void onLost(Runnable action);

    /**
     * Gives the key back, and waits until the backend has answered, for the command time-out at most. Never throws: a
     * release that fails is told to the {@link OnceListener}, and tried again for as long as the lease lives. Closing a
     * lease twice does nothing. Guarded methods close their lease themselves.
     */
    @Override
    void close();

    /**
     * A lease that holds nothing and is never lost: for tests of the plain body.
     *
     * @return a lease with the key {@code unguarded}
     */
    static Lease unguarded() {
        return UnguardedLease.INSTANCE;
    }
}
