package io.github.once4j.runtime.internal;

/** An asynchronous run of a lease. Its methods are called on threads that must not be blocked. */
interface AsyncRun {
    /** The acquisition has an outcome. */
    void settled();

    /** The release was answered, or has timed out. */
    void released();

    /** The executor did not run a task within the lease. */
    void expired();

    /** Whether its result was completed, or is not to be: it needs no {@link #expired}. */
    boolean isCompleted();

    /** Whether the body is starting on a thread at this moment. */
    boolean isStartingOn(Thread thread);
}
