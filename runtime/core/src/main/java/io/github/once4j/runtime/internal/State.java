package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.StoredLock;

/**
 * A state of an acquisition, and of the lease that it got.
 *
 * <pre>
 * ACQUIRING → GRANTED (its times are being written) → HELD → RELEASING → DONE
 * ACQUIRING → Rejected (busy) | Failed (not executed)
 * ACQUIRING → Unknown (no reply, or too late; then cleaned up)
 * ACQUIRING → Waiting (busy, and it may wait) → ACQUIRING | Rejected | Failed
 * HELD → LOST → ENDING (a last release is sent) → DONE
 * </pre>
 */
sealed interface State {
    /** A state without a reason. */
    enum Phase implements State {
        ACQUIRING,
        GRANTED,
        HELD,
        RELEASING,
        DONE,
        LOST,
        ENDING
    }

    /** An acquisition that did not get its key. */
    sealed interface Refusal extends State {}

    /** The key is held. */
    record Rejected(StoredLock holder) implements Refusal {}

    /** The command failed; nothing was changed. */
    record Failed(Throwable cause) implements Refusal {}

    /** The outcome is unknown; what may have been stored is being cleaned up. The call fails, or is answered, as the refusal says. */
    record Unknown(Refusal refusal) implements State {}

    /** The key is held, and the call waits for it. */
    record Waiting(StoredLock holder) implements State {}
}
