package io.github.once4j.scenario;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.NxClient;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the keys of a scenario are kept. Each guard that is built here has a prefix of its own, if it sets none. */
abstract class Backend implements AutoCloseable {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    /** The client that the guards share, if they set none. */
    abstract NxClient client();

    /** Another client of the same keys, as another process has it; the caller closes it. */
    abstract NxClient connect();

    /** Another backend of this kind, without any keys. */
    abstract Backend another();

    /** Makes it unreachable, for good. */
    abstract void stop();

    @Override
    public abstract void close();

    final OnceGuard.Builder builder() {
        return OnceGuard.builder().sharedClient(client()).prefix("scenario-" + PREFIXES.incrementAndGet() + ":");
    }

    final OnceGuard guard() {
        return builder().build();
    }
}
