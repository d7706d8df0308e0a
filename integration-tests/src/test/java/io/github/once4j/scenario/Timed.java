package io.github.once4j.scenario;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Methods that say how long their key is held, and what comes of a lost lease. */
@SuppressWarnings("once4j:shared-key") // no id begins with stage-
abstract class Timed {

    @Once(key = "at-least-{id}", holdAtLeast = "PT0.4S", returnOnLocked = "false")
    boolean atLeast(String id, Action body) throws Exception {
        body.run();
        return true;
    }

    @Once(key = "at-most-{id}", holdAtMost = "PT0.4S", returnOnLocked = "false")
    boolean atMost(String id, Action body) throws Exception {
        body.run();
        return true;
    }

    @Once(key = "fenced-{id}", fenced = true, returnOnLocked = "-1")
    long fenced(String id, Lease lease) {
        return lease.fence().orElseThrow();
    }

    @Once(key = "stopped-{id}", interruptOnLost = true, returnOnLocked = "false")
    boolean stopped(String id, Action body) throws Exception {
        body.run();
        return true;
    }

    @Once(key = "stopped-stage-{id}", interruptOnLost = true, returnOnLocked = "locked")
    CompletableFuture<String> stoppedStage(String id, Supplier<CompletableFuture<String>> body) {
        return body.get();
    }
}
