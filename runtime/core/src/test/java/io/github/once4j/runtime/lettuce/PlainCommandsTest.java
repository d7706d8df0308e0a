package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.Replies.LONG;
import static io.github.once4j.runtime.lettuce.Replies.get;
import static io.github.once4j.runtime.lettuce.Replies.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The client on a server that refuses scripts. The embedded server is too old for it: run the tests with
 * {@code -Donce4j.test.server=/path/to/valkey-server}.
 */
class PlainCommandsTest {
    /** Just what is sent without scripts, on keys of the default prefix. */
    private static final String WORKER = "user worker on >secret ~once:* +set +getex +pttl +ping +hello +select";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RealRedis server;

    @BeforeAll
    static void start() {
        server = RealRedis.start(RealRedis.NO_SCRIPTS, WORKER);
        assumeTrue(comparesAndSets(server), "needs a server with SET IFEQ: Redis 8.4, Valkey 8.1");
    }

    static boolean comparesAndSets(RealRedis server) {
        try {
            server.run("SET", "once:probe", "x", "IFEQ", "y");
            return true;
        } catch (RuntimeException syntaxError) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static NxClient open() {
        return LettuceNxClient.connect(server.uri());
    }

    @Test
    void aFenceIsRefusedAndNothingIsStored() throws Exception {
        try (NxClient client = open()) {
            assertThatThrownBy(() -> get(client.acquire(new AcquireRequest("fenced", Token.of("t"), LONG, true))))
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("`fenced`")
                    .hasMessageContaining("+evalsha +eval");
            assertThat(get(client.holder("fenced"))).isEmpty();
        }
    }

    @Test
    void aKeyOfAnotherTypeIsAnErrorAndStays() throws Exception {
        try (NxClient client = open();
                var plain = RedisClient.create(server.uri());
                var connection = plain.connect()) {
            connection.sync().sadd("a-set", "x");
            assertThatThrownBy(() -> get(client.acquire(new AcquireRequest("a-set", Token.of("t"), LONG, false))))
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("WRONGTYPE");
            assertThatThrownBy(() -> get(client.release(new ReleaseRequest("a-set", Token.of("t")))))
                    .cause()
                    .isInstanceOf(NotExecutedException.class);
            assertThat(connection.sync().scard("a-set")).isEqualTo(1);
        }
    }

    @Test
    void aUserWithThoseRightsOnly() throws Exception {
        try (NxClient client = LettuceNxClient.connect("redis://worker:secret@127.0.0.1:" + server.port())) {
            Replies.works(client, "once:k", false);
        }
    }

    @Test
    void aReleasedKeyIsGone() throws Exception {
        try (NxClient client = open()) {
            get(client.acquire(new AcquireRequest("gone", Token.of("t"), LONG, false)));
            release(client, "gone", "t");
            assertThat(server.run("TYPE", "gone")).isEqualTo("none");
        }
    }
}
