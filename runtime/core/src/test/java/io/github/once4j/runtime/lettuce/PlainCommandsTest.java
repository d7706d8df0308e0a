package io.github.once4j.runtime.lettuce;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.test.NxClientContract;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The client on a server that refuses scripts keeps the contract, but for fences. The embedded one is too old for it: run it
 * with {@code -Donce4j.test.server=/path/to/valkey-server}.
 */
class PlainCommandsTest extends NxClientContract {
    private static final Duration LONG = Duration.ofSeconds(20);

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

    @Override
    protected NxClient open() {
        return LettuceNxClient.connect(server.uri());
    }

    @Override
    protected boolean issuesFences() {
        return false;
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
            assertThatThrownBy(() -> get(client.release("a-set", Token.of("t"), Duration.ZERO)))
                    .cause()
                    .isInstanceOf(NotExecutedException.class);
            assertThat(connection.sync().scard("a-set")).isEqualTo(1);
        }
    }

    @Test
    void aUserWithThoseRightsOnly() throws Exception {
        try (NxClient client = LettuceNxClient.connect("redis://worker:secret@127.0.0.1:" + server.port())) {
            assertThat(get(client.acquire(new AcquireRequest("once:k", Token.of("t"), LONG, false))))
                    .isInstanceOf(AcquireResult.Stored.class);
            assertThat(get(client.acquire(new AcquireRequest("once:k", Token.of("other"), LONG, false))))
                    .isInstanceOf(AcquireResult.Busy.class);
            assertThat(get(client.holder("once:k"))).isPresent();
            assertThat(get(client.release("once:k", Token.of("t"), Duration.ZERO)))
                    .isTrue();
        }
    }

    @Test
    void aReleasedKeyIsGone() throws Exception {
        try (NxClient client = open()) {
            get(client.acquire(new AcquireRequest("gone", Token.of("t"), LONG, false)));
            get(client.release("gone", Token.of("t"), Duration.ZERO));
            assertThat(server.run("TYPE", "gone")).isEqualTo("none");
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, SECONDS);
    }
}
