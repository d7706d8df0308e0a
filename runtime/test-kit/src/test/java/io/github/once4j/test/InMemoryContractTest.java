package io.github.once4j.test;

import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;

/** The client in memory. */
class InMemoryContractTest extends NxClientContract {
    private final InMemoryNxClient backend = new InMemoryNxClient();

    @Override
    protected NxClient open() {
        return backend;
    }
}
