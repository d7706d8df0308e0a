package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to the result of a guarded reactive method: a call. It stands between the body's publisher (upstream) and
 * the subscriber (downstream); both are adapted by the subclasses, so that no library is needed here.
 *
 * <p>Demand is passed on as it is. Items of a stream pass through on the threads of the body's source; a single item is kept
 * until the key was given back. The terminal signal follows the reply to the release, so that a subscriber which subscribes
 * again at that signal finds the key free.
 *
 * @param <T> the items
 */
public abstract class ReactiveRun<T> extends ReactiveSignals<T> implements Flow.Subscription {
    private final boolean single;
    private final @Nullable T locked;

    /** Demand that came before upstream was there. */
    private final Demand requested = new Demand();

    private final AtomicReference<Flow.@Nullable Subscription> upstream = new AtomicReference<>();

    /** Whether {@link #locked} is the result, and waits for demand. */
    private volatile boolean lockedWaits;

    private @Nullable Throwable endedWith;
    private volatile boolean ended;

    /**
     * Creates a call that is not yet started.
     *
     * @param method the guarded method
     * @param engine the engine of its guard
     * @param single whether the body has one item at most
     * @param locked what a single result is if the key is held; {@code null} for an empty one
     * @param raise whether a key that is held is an error
     */
    protected ReactiveRun(EngineMethod method, LockEngine engine, boolean single, @Nullable T locked, boolean raise) {
        super(engine, EngineMethod.settings(method), raise);
        this.single = single;
        this.locked = locked;
    }

    // ---- acquisition

    /**
     * Starts the call, on the subscriber's thread. Never throws.
     *
     * @param key renders the key, or throws
     */
    public final void start(Supplier<String> key) {
        Throwable failure;
        boolean isRequested = false; // then what is thrown has ended the call
        try {
            String storedKey = engine.open(key.get());
            LockedHere here = LockedHere.find(engine, method, storedKey, raise);
            if (here == null) {
                isRequested = true;
                request(storedKey);
                return;
            }
            failure = here.failure();
        } catch (Throwable thrown) { // the error of this subscription
            failure = thrown;
        }
        if (isRequested || cancelWaiting()) {
            answer(failure);
        }
    }

    /** Answers a call at its subscription, but not on a thread of the client. */
    private void answer(@Nullable Throwable failure) {
        Runnable task = failure == null ? this::locked : () -> notRun(failure);
        if (engine.client.isCallbackThread()) {
            engine.calls.executeInstead(task);
        } else {
            task.run();
        }
    }

    @Override
    final void locked() {
        if (locked == null || cancelReason != null) {
            terminate(cancelReason);
        } else {
            lockedWaits = true;
            emitLocked();
        }
    }

    private void emitLocked() {
        if (locked != null && requested.isPositive()) {
            emitOnly(locked);
        }
    }

    @Override
    final void notRun(Throwable why) {
        terminate(why);
    }

    // ---- downstream

    @Override
    public final void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException(
                    "request(" + n + "): a subscriber requests one item or more (rule 3.9)."));
            return;
        }
        requested.add(n);
        if (lockedWaits) {
            emitLocked();
        }
        Flow.Subscription running = upstream.get();
        if (running != null) {
            passDemandOn(running);
        }
    }

    private void passDemandOn(Flow.Subscription running) {
        long waiting = requested.take();
        if (waiting > 0) {
            request(running, waiting);
        }
    }

    private void request(Flow.Subscription running, long n) {
        try {
            running.request(n);
        } catch (Throwable thrown) { // it must not throw (rule 3.16): a call that goes on fails with it
            if (cancelled || !cancelUpstream(thrown)) {
                dropped(thrown);
            }
        }
    }

    @Override
    public final void cancel() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        if (!cancelWaiting()) {
            cancelUpstream(new CancellationException("cancelled by the subscriber"));
        }
    }

    /** Ends the call with an error of the subscriber's. */
    private void fail(IllegalArgumentException thrown) {
        if (cancelWaiting() || lockedWaits) {
            terminate(thrown);
        } else {
            cancelUpstream(thrown);
        }
    }

    // ---- upstream

    /**
     * Calls the body, and subscribes to the publisher that it returns.
     *
     * @throws Throwable whatever the body throws
     */
    protected abstract void subscribeToBody(Lease lease) throws Throwable;

    @Override
    final void run(Lease lease) throws Throwable {
        if (upstream.get() == null) {
            subscribeToBody(lease);
        } else { // cancelled at the moment of the grant
            ended(cancelReason);
        }
    }

    /** The body's publisher has begun; called once. */
    protected final void subscribed(Flow.Subscription running) {
        if (upstream.compareAndSet(null, running)) {
            passDemandOn(running);
        } else if (upstream.get() == Cancelled.INSTANCE) {
            cancel(running);
        } else {
            running.cancel(); // a publisher that begins twice (rule 2.5)
        }
    }

    /** The body's publisher has an item. */
    protected final void item(T item) {
        if (single) {
            if (value == null && isRunning()) {
                value = item;
            }
            return;
        }
        passOn(item);
    }

    /** The body's publisher has ended; {@code null} if it did so normally. */
    protected final void ended(@Nullable Throwable thrown) {
        endedWith = thrown;
        ended = true;
        if (!endOnce(thrown) && thrown != null) {
            dropped(thrown);
        }
    }

    @Override
    final boolean hasBodyEnded() {
        return ended;
    }

    @Override
    final void endBody() {
        endOnce(endedWith);
    }

    @Override
    final void cancelBody() {
        cancelUpstream(new CancellationException("the lease was lost"));
    }

    /** Cancels a body that runs, now or when it has a subscription, and gives its key back then; false if it has ended. */
    private boolean cancelUpstream(Throwable why) {
        if (!isSettling() && !isRunning()) {
            return false;
        }
        cancelReason = why;
        Flow.Subscription running = upstream.getAndSet(Cancelled.INSTANCE);
        if (running != null) {
            cancel(running);
        }
        return true;
    }

    private void cancel(Flow.Subscription running) {
        try {
            running.cancel();
        } catch (Throwable thrown) { // it must not throw (rule 3.15)
            dropped(thrown);
        } finally {
            endOnce(cancelReason);
        }
    }
}
