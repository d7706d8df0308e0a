package io.github.once4j.runtime;

/**
 * What happens in a guard, for logs and metrics. Tag metrics by method, not by key: there may be as many keys as tenants.
 *
 * <p>Called on the thread of the guarded call or of the guard, from many threads at once, never on a thread that renews
 * leases. It delays the call that it is told of, and nothing else; what it throws is logged and harms nothing. A key is
 * given without the guard's prefix and suffix.
 */
public interface OnceListener {
    /**
     * A key was got; the body is about to run.
     *
     * @param method the guarded method
     * @param lease the lease
     */
    default void acquired(OnceMethod method, Lease lease) {}

    /**
     * A key was found held; the body does not run.
     *
     * @param method the guarded method
     * @param key the key
     * @param holder who holds it
     */
    default void locked(OnceMethod method, String key, LockHolder holder) {}

    /**
     * The body has ended, and the key was given back.
     *
     * @param method the guarded method
     * @param lease the lease
     */
    default void released(OnceMethod method, Lease lease) {}

    /**
     * The key was lost while the body runs: another run may enter. Logged as a warning as well.
     *
     * @param method the guarded method
     * @param lease the lease
     * @param reason what happened, as a clause
     */
    default void leaseLost(OnceMethod method, Lease lease, String reason) {}

    /**
     * The backend failed, refused or did not answer: to an acquisition (the body does not run), a renewal (tried again
     * until the lease is lost) or a release (tried again until the lease is over).
     *
     * @param method the guarded method
     * @param key the key
     * @param failure which command failed, and where; its cause is what went wrong
     */
    default void backendFailed(OnceMethod method, String key, Throwable failure) {}
}
