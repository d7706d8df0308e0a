package io.github.once4j.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is to be told that a lease was lost. Made only for a lease that somebody asks to be told of, or that is lost. */
final class Losses {
    private final Events events;
    private final boolean stopsBody;
    private final List<Runnable> actions = new ArrayList<>();
    private @Nullable Thread body;
    private @Nullable String reason;
    private boolean interrupted;

    Losses(Events events, boolean stopsBody) {
        this.events = events;
        this.stopsBody = stopsBody;
    }

    void happened(String why) {
        markAndStop(why).forEach(events::notice); // outside the lock: what is told may ask for it
    }

    private synchronized List<Runnable> markAndStop(String why) {
        reason = why;
        if (body != null) {
            interrupted = true;
            body.interrupt();
        }
        return actions;
    }

    void add(Runnable action) {
        if (!isKept(action)) {
            events.notice(action);
        }
    }

    private synchronized boolean isKept(Runnable action) {
        return reason == null && actions.add(action);
    }

    synchronized void interrupt(Thread thread) {
        body = thread;
        if (reason != null) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** The reason, if the body was to be stopped for it; takes back an interrupt that the body has not seen. */
    synchronized @Nullable String bodyEnded() {
        body = null;
        if (interrupted) {
            Thread.interrupted();
        }
        return stopsBody ? reason : null;
    }
}
