package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What happens when a lease is lost: the interrupt of its body, and the actions of the user. Created only where it is needed. */
final class LossCallbacks {
    private final Executor callbacks;
    private List<Runnable> actions = new ArrayList<>(1);
    private @Nullable Thread body;
    private @Nullable Reason reason;
    private boolean interrupted;
    private boolean isEnded;

    LossCallbacks(Executor callbacks) {
        this.callbacks = callbacks;
    }

    void happened(Reason why) {
        interruptAndTake(why).forEach(callbacks::execute); // outside the lock: an action may ask for it
    }

    private synchronized List<Runnable> interruptAndTake(Reason why) {
        reason = why;
        if (body != null) {
            interrupted = true;
            body.interrupt();
        }
        List<Runnable> taken = actions;
        actions = List.of(); // nothing keeps them after the loss
        return taken;
    }

    void add(Runnable action) {
        if (!isKept(action)) {
            callbacks.execute(action);
        }
    }

    private synchronized boolean isKept(Runnable action) {
        return isEnded || reason == null && actions.add(action);
    }

    synchronized void forget() {
        actions = List.of();
        isEnded = true;
    }

    synchronized void interrupt(Thread thread) {
        body = thread;
        if (reason != null) {
            interrupted = true;
            thread.interrupt();
        }
    }

    synchronized @Nullable Reason reason() {
        return reason;
    }

    /** Why the lease was lost, if it was; takes back an interrupt that the body has not seen. */
    synchronized @Nullable Reason bodyEnded() {
        body = null;
        if (interrupted) {
            Thread.interrupted();
        }
        return reason;
    }
}
