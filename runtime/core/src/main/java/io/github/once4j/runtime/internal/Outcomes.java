package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.BackendFailed.Operation;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.internal.State.Failed;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.State.Rejected;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.InvalidKeyException;
import io.github.once4j.runtime.spi.StoredLock;
import org.jspecify.annotations.Nullable;

/** Publishes the outcomes of calls, and makes the exceptions that their callers get. */
final class Outcomes {
    private final GuardScheduler clock;
    private final EventPublisher events;
    private final ForeignKeys foreignKeys;
    private final Releaser releaser;
    private final Reporter reporter;

    Outcomes(
            GuardScheduler clock,
            EventPublisher events,
            ForeignKeys foreignKeys,
            Releaser releaser,
            Reporter reporter) {
        this.clock = clock;
        this.events = events;
        this.foreignKeys = foreignKeys;
        this.releaser = releaser;
        this.reporter = reporter;
    }

    /**
     * Publishes the outcome of an acquisition.
     *
     * @return what the call throws; {@code null} if the key was acquired, or is held and that is not to be thrown
     */
    @Nullable
    OnceException of(HeldLease attempt, boolean raise) {
        if (attempt.is(Phase.HELD)) {
            if (events.hasListener()) {
                events.acquired(attempt.method.method(), attempt, clock.nanoTime() - attempt.calledAt);
            }
            return null;
        }
        if (attempt.refusal() instanceof Rejected rejected) {
            long waited = events.hasListener() ? clock.nanoTime() - attempt.calledAt : 0;
            foreignKeys.found(rejected.holder());
            return locked(attempt.method, attempt.key(), rejected.holder(), waited, raise);
        }
        if (attempt.refusal() instanceof Failed failed && failed.cause() instanceof InvalidKeyException wrong) {
            return new OnceKeyException(attempt.method + ": " + Text.printable(String.valueOf(wrong.getMessage())));
        }
        if (attempt.refusal() instanceof Failed failed && failed.cause() instanceof OnceException own) {
            return own; // such as that the guard was closed
        }
        OnceBackendException failure = failure(attempt);
        events.failed(attempt.method.method(), attempt.key(), Operation.ACQUIRE, failure);
        return failure;
    }

    /** The lease was lost before the body could begin, after its listeners were told that it was acquired. */
    OnceBackendException tooLate(HeldLease lease) {
        OnceBackendException failure = failure(lease);
        if (events.hasListener()) {
            events.failed(lease.method.method(), lease.key(), Operation.ACQUIRE, failure);
            released(lease);
        }
        return failure;
    }

    private OnceBackendException failure(HeldLease attempt) {
        String key = Text.printable(attempt.key());
        if (attempt.isAcquired()) {
            releaser.start(attempt, null);
            return new OnceBackendException(
                    attempt.method + " did not run: key `" + key
                            + "` was acquired, but its lease was over before the body could begin.",
                    null);
        }
        Throwable cause = Acquirer.failure(attempt);
        return new OnceBackendException(
                attempt.method + " did not run: it is unknown whether key `" + key + "` is free. "
                        + reporter.describe(cause),
                cause);
    }

    /**
     * Publishes that a key is held.
     *
     * @return what the call throws; {@code null} if that is not to be thrown
     */
    @Nullable
    OnceException locked(MethodSettings method, String key, StoredLock stored, long waited, boolean raise) {
        if (!raise && !events.hasListener()) {
            return null;
        }
        LockHolder holder = TokenFormat.holder(key, stored);
        if (events.hasListener()) {
            events.locked(method.method(), key, holder, waited);
        }
        return raise
                ? new OnceLockedException(
                        method + " did not run: key `" + Text.printable(key)
                                + (holder.finished() ? "` has been done already, by " : "` is held by ")
                                + TokenFormat.describe(holder) + ".",
                        key,
                        holder)
                : null;
    }

    /** What the caller of a body gets that was stopped since its lease was lost. */
    static OnceLeaseLostException stopped(HeldLease lease, Reason reason) {
        return new OnceLeaseLostException(
                lease.method + " was stopped: the lease of key `" + Text.printable(lease.key()) + "` was lost: "
                        + reason + ". Its work may be half done, and another run may have begun.",
                lease.key(),
                reason);
    }

    /** Publishes that the body has ended. */
    void released(HeldLease lease) {
        if (events.hasListener()) {
            events.released(lease.method.method(), lease, clock.nanoTime() - lease.startedAt);
        }
    }
}
