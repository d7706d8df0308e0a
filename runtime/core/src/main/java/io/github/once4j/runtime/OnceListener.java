package io.github.once4j.runtime;

import io.github.once4j.runtime.internal.text.Text;
import java.time.Duration;

/**
 * Receives the events of a guard, for logs and metrics. Tag metrics by method, not by key: there may be as many keys as
 * tenants.
 *
 * <p>Called by many threads at once: on the thread of the guarded call, or on a callback thread of the guard; never on a thread
 * that renews leases. A slow listener delays only the call whose event it handles; what it throws is logged and has no other
 * effect. Keys are without the guard's prefix and suffix.
 */
public interface OnceListener {
    /**
     * A key was acquired; the body is about to run.
     *
     * @param event the event
     */
    default void acquired(Acquired event) {}

    /**
     * A key was found held; the body does not run. Its holder tells whether that run has {@linkplain LockHolder#finished() finished}
     * and only keeps the key, or is still running.
     *
     * @param event the event
     */
    default void locked(Locked event) {}

    /**
     * The body has ended, and the key was released, or its release was sent.
     *
     * @param event the event
     */
    default void released(Released event) {}

    /**
     * The key was lost while the body runs: another run may begin. Also logged as a warning.
     *
     * @param event the event
     */
    default void leaseLost(LeaseLost event) {}

    /**
     * A command failed, was refused, or timed out.
     *
     * @param event the event
     */
    default void backendFailed(BackendFailed event) {}

    /**
     * A key was acquired.
     *
     * @param method the guarded method
     * @param lease the lease, with its key
     * @param waited the time from the call to the grant
     */
    record Acquired(OnceMethod method, Lease lease, Duration waited) {}

    /**
     * A key was found held.
     *
     * @param method the guarded method
     * @param key the key
     * @param holder the holder
     * @param waited the time from the call to the result
     */
    record Locked(OnceMethod method, String key, LockHolder holder, Duration waited) {
        /** {@return the components; the holder has the key, escaped and cut to a bounded length} */
        @Override
        public String toString() {
            return "Locked[method=" + method + ", holder=" + holder + ", waited=" + waited + "]";
        }
    }

    /**
     * A key was released.
     *
     * @param method the guarded method
     * @param lease the lease, with its key
     * @param held the time from the grant to the end of the body
     */
    record Released(OnceMethod method, Lease lease, Duration held) {}

    /**
     * A lease was lost while its body runs.
     *
     * @param method the guarded method
     * @param lease the lease, with its key
     * @param reason why it was lost
     * @param held the time from the grant to the loss
     */
    record LeaseLost(OnceMethod method, Lease lease, Reason reason, Duration held) {
        /** Why a lease was lost. */
        public enum Reason {
            /** Another run stored its token, or the backend no longer has the key. */
            TAKEN("its key was released or taken"),
            /** This process released the key by force. */
            RELEASED_BY_FORCE("its key was released by force"),
            /** The backend did not renew the lease before its deadline: it was silent, or refused the command. */
            UNREACHABLE("the backend did not renew it in time"),
            /** The method's {@code holdAtMost} is over. */
            HELD_AT_MOST("its holdAtMost is over"),
            /** The guard was closed while the body runs. */
            GUARD_CLOSED("its guard was closed");

            private final String text;

            Reason(String text) {
                this.text = text;
            }

            /** {@return the reason as a clause, for messages} */
            @Override
            public String toString() {
                return text;
            }
        }
    }

    /**
     * A command failed, was refused, or timed out.
     *
     * @param method the guarded method
     * @param key the key
     * @param operation what was asked of the backend
     * @param failure which command failed, and where; its cause is what went wrong
     */
    record BackendFailed(OnceMethod method, String key, Operation operation, OnceBackendException failure) {
        /** {@return the components, with the key escaped and cut to a bounded length} */
        @Override
        public String toString() {
            return "BackendFailed[method=" + method + ", key=" + Text.printable(key) + ", operation=" + operation
                    + ", failure=" + failure + "]";
        }

        /** What was asked of the backend. */
        public enum Operation {
            /** To acquire the key: the body does not run. */
            ACQUIRE,
            /** To renew the lease: retried until the lease is lost. */
            RENEW,
            /** To release the key: retried until the lease has expired. */
            RELEASE;

            /** {@return the name in lower case, for messages and tags} */
            @Override
            public String toString() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }
    }
}
