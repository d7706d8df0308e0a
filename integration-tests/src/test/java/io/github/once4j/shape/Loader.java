package io.github.once4j.shape;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An interface with a guarded default method and an inherited one. */
@FunctionalInterface
interface Loader extends Probe {
    @Once(key = "load-{name}", returnOnLocked = "busy")
    default CompletionStage<String> load(String name, Lease lease) {
        return CompletableFuture.completedFuture((lease.isHeld() ? "loaded " : "lost ") + name);
    }
}
