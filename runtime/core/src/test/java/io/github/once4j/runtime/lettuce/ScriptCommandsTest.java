package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.test.NxClientContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The client keeps the contract by scripts alone, too, as it must where {@code SET} does not take {@code NX} and {@code GET}
 * together (Redis 6). Here the server would, but its user may not write the key that it is asked with.
 */
class ScriptCommandsTest extends NxClientContract {
    private static final String WORKER =
            "user worker on >secret ~contract-* ~{contract-* ~CONTRACT-* +@all -@admin -@dangerous";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RealRedis server;

    @BeforeAll
    static void start() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        server = RealRedis.start(WORKER);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String uri() {
        return "redis://worker:secret@127.0.0.1:" + server.port();
    }

    @Override
    protected NxClient open() {
        return LettuceNxClient.connect(uri());
    }

    @Test
    void theServerIsAskedForWhatItCanDoAndNothingIsChanged() {
        assertThat(setsAndGets(uri())).isFalse();
        assertThat(setsAndGets(server.uri())).isTrue();
        assertThat(server.run("TYPE", "once:probe")).isEqualTo("none");
        server.run("SET", "once:probe", "mine");
        assertThat(setsAndGets(server.uri())).isTrue();
        assertThat(server.run("GETEX", "once:probe")).isEqualTo("mine");
    }

    private static boolean setsAndGets(String uri) {
        try (var connection = new ReplaceableConnection(ConnectionSource.standalone(RedisAddress.uri(uri)))) {
            return ((ScriptCommands) ServerProbe.lockOf(connection)).setsAndGets();
        }
    }
}
