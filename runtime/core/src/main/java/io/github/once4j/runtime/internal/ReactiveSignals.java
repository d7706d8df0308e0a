package io.github.once4j.runtime.internal;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a reactive call passes on to its subscriber: its items, and one terminal signal, never two at the same time.
 *
 * @param <T> the items
 */
abstract class ReactiveSignals<T> extends LeaseRun {
    /** Added to {@link #signals} while an item is passed on. */
    private static final int ITEM = 2;

    /** Added to {@link #signals} by the one terminal signal. */
    private static final int TERMINAL = 1;

    /** Keeps the terminal signal apart from an item that is passed on at the same time. */
    private final AtomicInteger signals = new AtomicInteger();

    volatile boolean cancelled;

    /** The item of a single result. */
    @Nullable
    T value;

    private @Nullable Throwable error;

    /** Why this run cancelled upstream. */
    volatile @Nullable Throwable cancelReason;

    ReactiveSignals(LockEngine engine, MethodSettings method, boolean raise) {
        super(engine, method, raise);
    }

    // ---- what the subclasses adapt

    /** Passes an item on. */
    protected abstract void emit(T item);

    /** Passes the end on. */
    protected abstract void emitCompletion();

    /** Passes an error on. */
    protected abstract void emitError(Throwable thrown);

    /** Reports an error that nobody receives. */
    protected abstract void dropped(Throwable thrown);

    /** The subscriber wants nothing any more. */
    public abstract void cancel();

    // ---- items

    /** Passes an item of a stream on, unless the stream has ended for the subscriber. */
    final void passOn(T item) {
        if ((signals.getAndAdd(ITEM) & TERMINAL) != 0 || cancelled) {
            signals.addAndGet(-ITEM);
            return;
        }
        try {
            emit(item);
        } catch (Throwable thrown) { // a subscriber must not throw: then it counts as cancelled (rule 2.13)
            cancel();
            throw thrown;
        } finally {
            if (signals.addAndGet(-ITEM) == TERMINAL) {
                emitTerminal();
            }
        }
    }

    /** Passes the only item and the end on, unless that was done before. */
    final void emitOnly(T item) {
        if (signals.compareAndSet(0, TERMINAL) && !cancelled) {
            emit(item);
            if (!cancelled) {
                emitCompletion();
            }
        }
    }

    // ---- the terminal signal

    @Override
    final void completed(@Nullable Throwable failure) {
        if (!cancelled) {
            terminate(failure);
        } else if (failure != null && failure != cancelReason) {
            dropped(failure);
        }
    }

    final void terminate(@Nullable Throwable thrown) {
        error = thrown;
        if (signals.getAndAdd(TERMINAL) == 0) {
            emitTerminal();
        }
    }

    private void emitTerminal() {
        if (cancelled) {
            return;
        }
        Throwable thrown = error;
        if (thrown != null) {
            emitError(thrown);
            return;
        }
        T last = value;
        if (last != null) {
            emit(last);
        }
        if (!cancelled) {
            emitCompletion();
        }
    }
}
