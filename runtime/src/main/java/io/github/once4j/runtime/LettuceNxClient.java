package io.github.once4j.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.protocol.CommandArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps keys on Redis (or Valkey), through Lettuce: standalone, Sentinel, Cluster, TLS. Thread-safe; one connection of its
 * own serves all calls, and is made anew when it is lost or answers no more.
 *
 * <pre>{@code
 * LettuceNxClient.connect("redis://localhost")
 * LettuceNxClient.connect("rediss://user:password@redis.example.com:6380/2")
 * LettuceNxClient.connect("redis-sentinel://host1,host2,host3#mymaster")
 * LettuceNxClient.connectCluster("redis://host1", "redis://host2")
 * }</pre>
 *
 * <p>The connection rejects commands while it is down instead of queueing them: Lettuce's default would send a lock command
 * again after a reconnect, whose caller has long been told something else.
 *
 * <p>The server must run Lua scripts ({@code EVALSHA} and {@code EVAL}). Keys are UTF-8; a token is stored as one byte for
 * each of its characters, and what a stranger stored is read in the same way.
 */
public final class LettuceNxClient implements NxClient {
    private static final Duration FENCE_OUTLIVES = Duration.ofDays(1);
    /** Enough to save commands, and not so many that one script keeps others waiting. */
    private static final int RENEWED_TOGETHER = 100;

    private static final Acquired STORED = new Acquired.Stored(OptionalLong.empty());

    private final LettuceConnection connection;

    private LettuceNxClient(LettuceConnection connection) {
        this.connection = connection;
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri {@code redis://}, {@code rediss://} or {@code redis-sentinel://}, as Lettuce's {@link RedisURI} reads it
     * @return a client with a connection, and threads of its own
     * @throws OnceBackendException if nothing answers there, or the server refuses scripts
     */
    public static LettuceNxClient connect(String uri) {
        return connect(LettuceSource.uri(uri));
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri the address, with user, password, database and TLS where needed; its time-out bounds how long connecting
     *     takes, now and later, and should be some seconds
     * @return a client with a connection, and threads of its own
     * @throws OnceBackendException if nothing answers there, or the server refuses scripts
     */
    public static LettuceNxClient connect(RedisURI uri) {
        return open(LettuceSource.standalone(uri));
    }

    /**
     * Connects to a Redis Cluster.
     *
     * @param uris some of its nodes
     * @return a client with a connection to each master, and threads of its own
     * @throws OnceBackendException if none of them answers, or the servers refuse scripts
     */
    public static LettuceNxClient connectCluster(String... uris) {
        return open(
                LettuceSource.cluster(Stream.of(uris).map(LettuceSource::uri).toList()));
    }

    /**
     * Makes a connection from a client of yours. Set its {@code disconnectedBehavior} to {@code REJECT_COMMANDS}: with
     * Lettuce's default, which is warned of, a command is sent again after a reconnect, and a key may stay held for a lease
     * by nobody.
     *
     * @param client the client, created with a URI; it stays yours to shut down
     * @return a client with a connection of its own
     * @throws OnceBackendException if the server does not answer, or refuses scripts
     */
    public static LettuceNxClient of(RedisClient client) {
        return open(LettuceSource.of(client));
    }

    /**
     * Makes a connection from a cluster client of yours; see {@link #of(RedisClient)}. Let its options refresh the topology,
     * or it will not follow a failover.
     *
     * @param client the client; it stays yours to shut down
     * @return a client with a connection of its own
     * @throws OnceBackendException if the cluster does not answer, or refuses scripts
     */
    public static LettuceNxClient of(RedisClusterClient client) {
        return open(LettuceSource.of(client));
    }

    /**
     * Uses a connection of yours, whose options are as for {@link #of(RedisClient)}. What a connection of its own gives is lost:
     * a slow callback of yours delays renewals, your transactions must not be on it, and nobody replaces it when it is half
     * open.
     *
     * @param connection the connection, with any codec; it stays yours to close
     * @return a client without a connection of its own
     * @throws OnceBackendException if the server does not answer, or refuses scripts
     */
    public static LettuceNxClient of(StatefulRedisConnection<?, ?> connection) {
        return open(LettuceSource.of(connection));
    }

    /**
     * Uses a cluster connection of yours; see {@link #of(StatefulRedisConnection)}.
     *
     * @param connection the connection, with any codec; it stays yours to close
     * @return a client without a connection of its own
     * @throws OnceBackendException if the cluster does not answer, or refuses scripts
     */
    public static LettuceNxClient of(StatefulRedisClusterConnection<?, ?> connection) {
        return open(LettuceSource.of(connection));
    }

    private static LettuceNxClient open(LettuceSource source) {
        try {
            var connection = new LettuceConnection(source);
            try {
                LettuceCheck.of(connection);
                return new LettuceNxClient(connection);
            } catch (OnceBackendException unfit) {
                connection.close();
                throw unfit;
            }
        } catch (RedisException failed) {
            source.shutdown().run();
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new OnceBackendException(
                    "Cannot connect to Redis at " + source.where() + ": " + cause.getMessage()
                            + ". Is it running, and are address, user, password and TLS right?",
                    failed);
        }
    }

    @Override
    public CompletionStage<Acquired> acquire(Acquire request) {
        String key = request.key();
        if (!request.fenced()) {
            return connection.run(
                    LettuceScript.ACQUIRE,
                    args -> args.add(1).addKey(key).add(bytes(request.token())).add(millis(request.ttl())),
                    reply -> acquired(key, reply, false));
        }
        String fence = fenceKey(key);
        if (fence == null) {
            return CompletableFuture.failedFuture(new NotExecutedException(
                    "The fenced key `" + key + "` has a `}` but no hash tag: its fence cannot be kept in the same slot."
                            + " Leave the brace out of the template or of the part.",
                    null));
        }
        return connection.run(
                LettuceScript.ACQUIRE_FENCED,
                args -> args.add(2)
                        .addKey(key)
                        .addKey(fence)
                        .add(bytes(request.token()))
                        .add(millis(request.ttl()))
                        .add(millis(request.ttl().plus(FENCE_OUTLIVES))),
                reply -> acquired(key, reply, true));
    }

    private static Acquired acquired(String key, LettuceReply<Acquired> reply, boolean fenced) {
        if (reply.first() == 0) {
            return new Acquired.Busy(held(key, reply.text(), reply.second()));
        }
        if (reply.isOne()) {
            return fenced ? new Acquired.Stored(number(reply.text())) : STORED;
        }
        return new Acquired.Mine(fenced ? number(reply.text()) : OptionalLong.empty());
    }

    @Override
    public CompletionStage<Boolean> renew(String key, Token token, Duration ttl) {
        return connection.run(
                LettuceScript.RENEW,
                args -> args.add(1).addKey(key).add(bytes(token)).add(millis(ttl)),
                LettuceReply::isOne);
    }

    /** By scripts of many keys, where all are on one server. */
    @Override
    public List<CompletionStage<Boolean>> renewAll(List<Renewal> renewals) {
        if (renewals.size() == 1 || connection.isOfCluster()) {
            return NxClient.super.renewAll(renewals);
        }
        List<CompletionStage<Boolean>> answers = new ArrayList<>(renewals.size());
        for (int from = 0; from < renewals.size(); from += RENEWED_TOGETHER) {
            List<Renewal> some = renewals.subList(from, Math.min(from + RENEWED_TOGETHER, renewals.size()));
            CompletableFuture<String> all = connection.run(
                    LettuceScript.RENEW_ALL, args -> add(args, some), reply -> String.valueOf(reply.text()));
            for (int i = 0; i < some.size(); i++) {
                int place = i;
                answers.add(all.thenApply(text -> isRenewed(text.charAt(place))));
            }
        }
        return answers;
    }

    private static boolean isRenewed(char answer) {
        if (answer == '2') {
            throw new NotExecutedException("Redis refused to read the key. Is it of another type?", null);
        }
        return answer == '1';
    }

    private static void add(CommandArgs<String, String> args, List<Renewal> renewals) {
        args.add(renewals.size());
        renewals.forEach(each -> args.addKey(each.key()));
        renewals.forEach(each -> args.add(bytes(each.token())).add(millis(each.ttl())));
    }

    @Override
    public CompletionStage<Boolean> release(String key, Token token, Duration keep) {
        if (keep.isZero()) {
            return connection.run(
                    LettuceScript.RELEASE, args -> args.add(1).addKey(key).add(bytes(token)), LettuceReply::isOne);
        }
        return connection.run(
                LettuceScript.RELEASE_AND_KEEP,
                args -> args.add(1)
                        .addKey(key)
                        .add(bytes(token))
                        .add(bytes(Held.finished(token.text())))
                        .add(millis(keep)),
                LettuceReply::isOne);
    }

    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        return connection.run(
                LettuceScript.HOLDER,
                args -> args.add(1).addKey(key),
                reply -> reply.text() == null ? Optional.empty() : Optional.of(held(key, reply.text(), reply.first())));
    }

    @Override
    public CompletionStage<Boolean> forceRelease(Held seen) {
        return release(seen.key(), Token.of(seen.value()), Duration.ZERO);
    }

    @Override
    public void noAnswer() {
        connection.noAnswer();
    }

    @Override
    public boolean isOwnThread() {
        // Lettuce names its threads so; to ask each event loop would cost more, on every guarded call.
        return Thread.currentThread().getName().startsWith("lettuce-");
    }

    @Override
    public void close() {
        connection.close();
    }

    private static Held held(String key, @Nullable String value, long pttl) {
        return new Held(key, String.valueOf(value), pttl < 0 ? Held.FOREVER : Duration.ofMillis(pttl));
    }

    private static OptionalLong number(@Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static byte[] bytes(Token token) {
        return bytes(token.text());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Redis counts in milliseconds; what is shorter than one is one. */
    private static long millis(Duration duration) {
        return Math.max(1, duration.toMillis());
    }

    /** The key of the last fencing number, in the slot of the lock; {@code null} if there is none. */
    static @Nullable String fenceKey(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        if (close > open + 1) {
            return key + ":fence";
        }
        return key.indexOf('}') < 0 ? "{" + key + "}:fence" : null;
    }
}
