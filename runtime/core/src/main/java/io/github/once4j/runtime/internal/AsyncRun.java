package io.github.once4j.runtime.internal;

import org.jspecify.annotations.Nullable;

/** An asynchronous run of a lease. Its methods are called on threads that must not be blocked. */
interface AsyncRun {
    /** The acquisition has an outcome. */
    void settled();

    /** The release was answered, or has timed out. */
    void released();

    /** The executor did not run a task in time, or the lease is {@linkplain HeldLease#broken broken}: completes the result. */
    void expired();

    /** Called with each renewal: ends a body that has ended without that having been handled, since a stack was at its end. */
    void endIfMissed();

    /** Whether its result was completed, or is not to be: it needs no {@link #expired}. */
    boolean isCompleted();

    /** The thread on which the body begins, while it does. */
    @Nullable
    Thread thread();
}
