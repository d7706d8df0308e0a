package io.github.once4j.runtime;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A held key. The guard passes it to a guarded method that has a parameter of this type; {@link OnceGuard#tryAcquire} returns
 * one for a key. Thread-safe: it may be passed to other threads and across asynchronous steps.
 *
 * <p>A lease is renewed until it is closed. It is lost when its key was released by force or taken, or when the backend could
 * not be reached in time; {@link #isHeld} is then false before another run can begin.
 */
public interface Lease extends AutoCloseable {
    /**
     * Returns whether this run still holds the key, as far as this process can know. Costs no round trip.
     *
     * @return {@code false}, and never {@code true} again, once the lease was lost or closed
     */
    boolean isHeld();

    /**
     * Returns for how long the key is certainly held if it is not renewed again.
     *
     * @return the time; zero if the key is not held
     */
    Duration remaining();

    /**
     * Returns the fencing number of this grant, greater than that of every earlier grant of the key. Pass it to the resource
     * that is written to, so that the resource can reject a late writer.
     *
     * @return the number; empty unless {@code fenced = true}
     */
    OptionalLong fence();

    /**
     * Returns the key.
     *
     * @return the key, without the guard's prefix and suffix
     */
    String key();

    /**
     * Returns the value that the backend stores under the key.
     *
     * @return the token, unique for this acquisition
     */
    String token();

    /**
     * Runs an action when the lease is lost: at once if it is lost already, never if it is closed first. The action runs on a
     * callback thread of the guard, with the context class loader of the thread that added it; what it throws is logged.
     *
     * @param action the action; several may be added
     * @throws NullPointerException if it is {@code null}
     */
    void onLost(Runnable action);

    /**
     * Marks the run as ended normally: when the lease is closed, the key is kept for {@code keepAfterSuccess}. Does nothing
     * without {@code keepAfterSuccess}, or after the lease was lost. For leases of {@link OnceGuard#tryAcquire(String,
     * LockOptions)}; guarded methods and {@code tryRun} do it themselves.
     */
    void succeeded();

    /**
     * Releases the key, and waits for the backend's reply, at most for the command time-out. Never throws: a release that fails
     * is reported to the {@link OnceListener} and retried until the lease has expired. A second call does nothing. The lease
     * of a guarded method is closed by the guard.
     */
    @Override
    void close();

    /**
     * Returns a lease that holds nothing and is never lost: for tests of a method's plain body.
     *
     * @return a lease with the key {@code unguarded}
     */
    static Lease unguarded() {
        return UnguardedLease.INSTANCE;
    }
}
