package io.github.once4j.scenario;

import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;

/** Keys in this process, behind a wire that can be cut. */
final class InMemoryBackend extends Backend {
    private final Wire wire = new Wire(new InMemoryNxClient());

    @Override
    NxClient client() {
        return wire;
    }

    @Override
    NxClient connect() {
        return wire;
    }

    @Override
    Backend another() {
        return new InMemoryBackend();
    }

    @Override
    void stop() {
        wire.cut();
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public String toString() {
        return "in memory";
    }
}
