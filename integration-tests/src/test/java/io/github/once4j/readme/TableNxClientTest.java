package io.github.once4j.readme;

import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.test.NxClientContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

// README
/** Proves a client: what every client must do is in the contract, as tests. */
final class TableNxClientTest extends NxClientContract {
    private final Map<String, TableNxClient.Row> table = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @Override
    protected NxClient open() {
        return NxClient.blocking(new TableNxClient(table), executor);
    }

    @AfterEach
    void end() {
        executor.shutdown();
    }
}
// end
