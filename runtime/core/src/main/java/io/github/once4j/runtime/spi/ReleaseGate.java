package io.github.once4j.runtime.spi;

/**
 * Keeps keys beyond the bodies of their calls, until what surrounds the calls has ended: a transaction of the caller. A guard
 * without a gate releases a key when its body has ended.
 */
@FunctionalInterface
public interface ReleaseGate {
    /**
     * Called once for each guarded call, on its thread: for a synchronous call when its key was acquired, before the body; for an
     * asynchronous one before its key is requested. What it throws fails the call, whose body does not run.
     *
     * @param run the guarded call
     * @return {@code true} to keep the key until both the body has ended and {@link Run#release} was called, which the
     *     implementation has to do in every case: until then, the key is renewed
     */
    boolean keeps(Run run);

    /** A guarded call whose key may be kept beyond its body. Thread-safe. */
    interface Run {
        /**
         * Checks that the key is still held, by asking the backend. Does nothing if the call has not acquired its key. If the
         * backend does not reply, what this process knows of the lease decides.
         *
         * @throws RuntimeException if the key was lost: what was done while it was held must not take effect
         */
        void check();

        /**
         * Releases the key, at once or when the body has ended. Waits for no reply. A second call does nothing.
         *
         * @param succeeded {@code false} if what the body did took no effect: the key is then not kept for
         *     {@code keepAfterSuccess}
         */
        void release(boolean succeeded);
    }

    /** A guard that can be given a gate after it was built, by a container that did not build it. Thread-safe. */
    interface Target {
        /**
         * Sets the gate, unless the guard has one. Calls that have begun are not affected.
         *
         * @param gate asked at each guarded call
         */
        void setGateIfAbsent(ReleaseGate gate);
    }
}
