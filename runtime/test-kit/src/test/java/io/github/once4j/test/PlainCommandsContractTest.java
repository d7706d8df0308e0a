package io.github.once4j.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The client on a server that refuses scripts, without fences. The embedded server is too old for it: run the tests with
 * {@code -Donce4j.test.server=/path/to/valkey-server}.
 */
class PlainCommandsContractTest extends NxClientContract {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RealRedis server;

    @BeforeAll
    static void start() {
        server = RealRedis.start(RealRedis.NO_SCRIPTS);
        assumeTrue(canLock(), "needs a server with SET IFEQ: Redis 8.4, Valkey 8.1");
    }

    private static boolean canLock() {
        try {
            LettuceNxClient.connect(server.uri()).close();
            return true;
        } catch (OnceBackendException tooOld) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected NxClient open() {
        return LettuceNxClient.connect(server.uri());
    }

    @Override
    protected boolean issuesFences() {
        return false;
    }
}
