package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.Replies.LONG;
import static io.github.once4j.runtime.lettuce.Replies.acquire;
import static io.github.once4j.runtime.lettuce.Replies.get;
import static io.github.once4j.runtime.lettuce.Replies.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Renewals that share one script: what befalls one key does not decide on the others. */
class RenewalBatchTest {
    private static final List<RenewRequest> TWO =
            List.of(new RenewRequest("a:1", Token.of("t"), LONG), new RenewRequest("b:1", Token.of("t"), LONG));

    @BeforeAll
    static void scripts() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
    }

    @Test
    void aKeyThatTheUserMayNoLongerUseDoesNotEndTheOthers() throws Exception {
        try (var server = RealRedis.start("user worker on >secret ~* +@all");
                NxClient client = LettuceNxClient.connect("redis://worker:secret@127.0.0.1:" + server.port())) {
            acquire(client, "a:1", "t");
            acquire(client, "b:1", "t");
            server.run("ACL", "SETUSER", "worker", "resetkeys", "~a:*");
            var results = client.renewAll(TWO);
            assertThat(get(results.get(0))).isTrue();
            assertThatThrownBy(() -> get(results.get(1)))
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("NOPERM");
        }
    }

    /** As a proxy does that sends the whole script to the server of its first key. */
    @Test
    void aKeyThatTheScriptDidNotFindIsAskedForByItself() throws Exception {
        var source =
                ConnectionSource.standalone(RedisURI.create(RealRedis.shared().uri()));
        try (var connection = new ReplaceableConnection(source);
                NxClient client = LettuceNxClient.connect(RealRedis.shared().uri())) {
            acquire(client, "a:1", "t");
            for (String reply : List.of("00", "0", "null", "")) {
                var batch = new RenewalBatch(new ScriptCommands(connection), TWO);
                batch.completed(reply, null);
                assertThat(get(batch.results().get(0))).as(reply).isTrue();
                assertThat(get(batch.results().get(1))).as(reply).isFalse();
            }
            release(client, "a:1", "t");
        } finally {
            source.shutdown().run();
        }
    }

    @Test
    void whatFailsForAllFailsForEach() throws Exception {
        var source =
                ConnectionSource.standalone(RedisURI.create(RealRedis.shared().uri()));
        try (var connection = new ReplaceableConnection(source)) {
            for (RuntimeException failure : List.of(
                    new RedisException("Connection disconnected"),
                    new NotExecutedException("the command was refused: LOADING Redis is loading"))) {
                var batch = new RenewalBatch(new ScriptCommands(connection), TWO);
                batch.completed(null, failure);
                for (var result : batch.results()) {
                    assertThatThrownBy(() -> get(result)).hasCause(failure);
                }
            }
        } finally {
            source.shutdown().run();
        }
    }
}
