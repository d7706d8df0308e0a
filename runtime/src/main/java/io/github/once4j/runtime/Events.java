package io.github.once4j.runtime;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a guard tells: its listener, the log, and whoever counts skips. What a listener throws harms nothing; what comes from
 * a thread that others wait for is told on another.
 */
final class Events {
    private final OnceListener listener;
    private final Time time;
    private final Map<OnceMethod, LongAdder> skips = new ConcurrentHashMap<>();

    Events(OnceListener listener, Time time) {
        this.listener = listener;
        this.time = time;
    }

    void acquired(HeldLease held) {
        if (isHeard()) {
            tell(() -> listener.acquired(held.method, held));
        }
    }

    void locked(OnceMethod method, String key, Held held) {
        skips.computeIfAbsent(method, each -> new LongAdder()).increment();
        if (isHeard()) {
            tell(() -> listener.locked(method, key, LockHolder.of(key, held)));
        }
    }

    void released(HeldLease held) {
        if (isHeard()) {
            tell(() -> listener.released(held.method, held));
        }
    }

    void releasedLater(HeldLease held) {
        if (isHeard()) {
            notice(() -> listener.released(held.method, held));
        }
    }

    void failed(HeldLease of, Throwable failure) {
        if (isHeard()) {
            notice(() -> listener.backendFailed(of.method, of.key(), failure));
        }
    }

    void lost(HeldLease held, String reason) {
        notice(() -> {
            Log.LOG.log(
                    Level.WARNING,
                    "{0} lost its lease of `{1}`: {2}; another run may have begun",
                    held.method,
                    held.key(),
                    reason);
            listener.leaseLost(held.method, held, reason);
        });
    }

    /** Runs user code on a thread that nothing else waits for. */
    void notice(Runnable action) {
        time.notice(() -> tell(action));
    }

    Map<OnceMethod, Long> skips() {
        Map<OnceMethod, Long> counted = new HashMap<>();
        skips.forEach((method, count) -> counted.put(method, count.sum()));
        return counted;
    }

    boolean isHeard() {
        return listener != NoListener.INSTANCE;
    }

    private static void tell(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error thrown) {
            Log.LOG.log(Level.ERROR, "A listener threw; the guarded call goes on", thrown);
        }
    }

    /** A guard without a listener pays nothing for it. */
    enum NoListener implements OnceListener {
        INSTANCE
    }
}
