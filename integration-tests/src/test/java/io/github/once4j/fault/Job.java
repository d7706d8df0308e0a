package io.github.once4j.fault;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import io.github.once4j.servers.RealRedis;
import java.util.function.Consumer;

/**
 * The guarded work. Fenced wherever the server runs scripts, which fences need, so that each history can be checked for
 * numbers that grow.
 */
@SuppressWarnings("once4j:shared-key") // several ways to run under one key
abstract class Job {
    void run(String key, Consumer<Lease> body) {
        if (RealRedis.runsScripts()) {
            fenced(key, body, Lease.unguarded());
        } else {
            plain(key, body, Lease.unguarded());
        }
    }

    /** As {@link #run}, with {@code interruptOnLost}. */
    void stoppable(String key, Consumer<Lease> body) {
        if (RealRedis.runsScripts()) {
            fencedAndStoppable(key, body, Lease.unguarded());
        } else {
            plainAndStoppable(key, body, Lease.unguarded());
        }
    }

    @Once(key = "{key}", raiseOnLocked = true, fenced = true)
    void fenced(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }

    @Once(key = "{key}", raiseOnLocked = true, fenced = true, interruptOnLost = true)
    void fencedAndStoppable(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }

    @Once(key = "{key}", raiseOnLocked = true)
    void plain(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }

    @Once(key = "{key}", raiseOnLocked = true, interruptOnLost = true)
    void plainAndStoppable(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }
}
