package io.github.once4j.chaos;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import io.github.once4j.servers.RealRedis;
import java.util.function.Consumer;

/** The guarded method that the processes contend for: fenced where the server runs scripts. */
@SuppressWarnings("once4j:shared-key") // both methods have one key
abstract class Work {
    void run(String key, Consumer<Lease> body) {
        if (RealRedis.runsScripts()) {
            fenced(key, body, Lease.unguarded());
        } else {
            plain(key, body, Lease.unguarded());
        }
    }

    @Once(key = "{key}", raiseOnLocked = true, fenced = true)
    void fenced(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }

    @Once(key = "{key}", raiseOnLocked = true)
    void plain(String key, Consumer<Lease> body, Lease lease) {
        body.accept(lease);
    }
}
