package io.github.once4j.runtime.spi;

import java.util.Objects;
import java.util.OptionalLong;

/** The result of {@link NxClient#acquire}. */
public sealed interface AcquireResult {
    /**
     * The key was free, and now holds the token.
     *
     * @param fence the fencing number; empty unless one was requested
     */
    record Stored(OptionalLong fence) implements AcquireResult {
        /**
         * Creates the result.
         *
         * @param fence the fencing number
         * @throws NullPointerException if it is {@code null}
         */
        public Stored {
            Objects.requireNonNull(fence, "fence");
        }
    }

    /**
     * The key already held this very token: the reply to an earlier attempt was lost. The key now lives for the requested
     * time.
     *
     * @param fence the fencing number of the earlier attempt; empty unless one was requested
     */
    record AlreadyOwned(OptionalLong fence) implements AcquireResult {
        /**
         * Creates the result.
         *
         * @param fence the fencing number
         * @throws NullPointerException if it is {@code null}
         */
        public AlreadyOwned {
            Objects.requireNonNull(fence, "fence");
        }
    }

    /**
     * The key holds something else, and was not changed.
     *
     * @param holder what the key holds
     */
    record Busy(StoredLock holder) implements AcquireResult {
        /**
         * Creates the result.
         *
         * @param holder what the key holds
         * @throws NullPointerException if it is {@code null}
         */
        public Busy {
            Objects.requireNonNull(holder, "holder");
        }
    }
}
