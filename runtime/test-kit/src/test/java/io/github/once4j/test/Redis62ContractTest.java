package io.github.once4j.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The client on Redis 6.2, by scripts alone: it does not know {@code SET} with {@code NX} and {@code GET}. */
class Redis62ContractTest extends NxClientContract {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RealRedis server;

    @BeforeAll
    static void start() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        server = RealRedis.start(RealRedis.freePort(), RealRedis.redis62());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected NxClient open() {
        return LettuceNxClient.connect(server.uri());
    }
}
