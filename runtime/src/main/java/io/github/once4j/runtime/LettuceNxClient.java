package io.github.once4j.runtime;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

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
 */
public final class LettuceNxClient implements NxClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FENCE_OUTLIVES = Duration.ofDays(1);

    private final LettuceConnection connection;

    private LettuceNxClient(LettuceConnection connection) {
        this.connection = connection;
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri {@code redis://}, {@code rediss://} or {@code redis-sentinel://}, as Lettuce's {@link RedisURI} reads it
     * @return a client with a connection, and threads of its own
     * @throws OnceBackendException if nothing answers there
     */
    public static LettuceNxClient connect(String uri) {
        return connect(RedisURI.create(uri));
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri the address, with user, password, database and TLS where needed
     * @return a client with a connection, and threads of its own
     * @throws OnceBackendException if nothing answers there
     */
    public static LettuceNxClient connect(RedisURI uri) {
        ClientResources resources = resources();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(socket())
                .build());
        return open(() -> LettuceConnection.to(client), String.valueOf(uri), () -> {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            resources.shutdown(0, 2, TimeUnit.SECONDS);
        });
    }

    /**
     * Connects to a Redis Cluster.
     *
     * @param uris some of its nodes
     * @return a client with a connection, and threads of its own
     * @throws OnceBackendException if none of them answers
     */
    public static LettuceNxClient connectCluster(String... uris) {
        ClientResources resources = resources();
        RedisClusterClient client = RedisClusterClient.create(
                resources, List.of(uris).stream().map(RedisURI::create).toList());
        client.setOptions(ClusterClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(socket())
                .build());
        return open(() -> LettuceConnection.to(client), String.join(", ", uris), () -> {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            resources.shutdown(0, 2, TimeUnit.SECONDS);
        });
    }

    /**
     * Makes a connection from a client of yours. Set its {@code disconnectedBehavior} to {@code REJECT_COMMANDS}: with
     * Lettuce's default, a command is sent again after a reconnect, and a key may stay held for a lease by nobody.
     *
     * @param client the client, created with a URI; it stays yours to shut down
     * @return a client with a connection of its own
     * @throws OnceBackendException if the server does not answer
     */
    public static LettuceNxClient of(RedisClient client) {
        return open(() -> LettuceConnection.to(client), "the given RedisClient", () -> {});
    }

    /**
     * Makes a connection from a cluster client of yours; see {@link #of(RedisClient)}.
     *
     * @param client the client; it stays yours to shut down
     * @return a client with a connection of its own
     * @throws OnceBackendException if the cluster does not answer
     */
    public static LettuceNxClient of(RedisClusterClient client) {
        return open(() -> LettuceConnection.to(client), "the given RedisClusterClient", () -> {});
    }

    private static LettuceNxClient open(LettuceConnection.Connector connector, String where, Runnable shutdown) {
        try {
            var connection = new LettuceConnection(connector, shutdown);
            connection.warnOfEviction();
            return new LettuceNxClient(connection);
        } catch (RedisException failed) {
            shutdown.run();
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new OnceBackendException(
                    "Cannot connect to Redis at " + where + ": " + cause.getMessage()
                            + ". Is it running, and are address, user, password and TLS right?",
                    failed);
        }
    }

    private static ClientResources resources() {
        return ClientResources.builder()
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
                .build();
    }

    private static SocketOptions socket() {
        return SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build();
    }

    @Override
    public CompletionStage<Acquired> acquire(Acquire request) {
        String ttl = millis(request.ttl());
        if (!request.fenced()) {
            return connection
                    .<List<Object>>eval(
                            LettuceScripts.ACQUIRE,
                            ScriptOutputType.MULTI,
                            new String[] {request.key()},
                            request.token(),
                            ttl)
                    .thenApply(reply -> acquired(request, reply));
        }
        return connection
                .<List<Object>>eval(
                        LettuceScripts.ACQUIRE_FENCED,
                        ScriptOutputType.MULTI,
                        new String[] {request.key(), fenceKey(request.key())},
                        request.token(),
                        ttl,
                        millis(request.ttl().plus(FENCE_OUTLIVES)))
                .thenApply(reply -> acquired(request, reply));
    }

    private static Acquired acquired(Acquire request, List<Object> reply) {
        long outcome = (Long) reply.get(0);
        if (outcome == 0) {
            return new Acquired.Busy(held(request.key(), reply.get(1), reply.get(2)));
        }
        OptionalLong fence = request.fenced() && reply.size() > 1
                ? OptionalLong.of(Long.parseLong(String.valueOf(reply.get(1))))
                : OptionalLong.empty();
        return outcome == 1 ? new Acquired.Stored(fence) : new Acquired.Mine(fence);
    }

    @Override
    public CompletionStage<Boolean> renew(String key, String token, Duration ttl) {
        return connection.eval(LettuceScripts.RENEW, ScriptOutputType.BOOLEAN, new String[] {key}, token, millis(ttl));
    }

    @Override
    public CompletionStage<Boolean> release(String key, String token, Duration keep) {
        return keep.isZero()
                ? connection.eval(LettuceScripts.RELEASE, ScriptOutputType.BOOLEAN, new String[] {key}, token)
                : connection.eval(
                        LettuceScripts.RELEASE_AND_KEEP,
                        ScriptOutputType.BOOLEAN,
                        new String[] {key},
                        token,
                        Held.finished(token),
                        millis(keep));
    }

    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        return connection
                .<List<Object>>eval(LettuceScripts.HOLDER, ScriptOutputType.MULTI, new String[] {key})
                .thenApply(reply ->
                        reply.isEmpty() ? Optional.empty() : Optional.of(held(key, reply.get(0), reply.get(1))));
    }

    @Override
    public CompletionStage<Boolean> forceRelease(Held seen) {
        return connection.eval(
                LettuceScripts.RELEASE, ScriptOutputType.BOOLEAN, new String[] {seen.key()}, seen.value());
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

    private static Held held(String key, Object value, Object pttl) {
        long rest = (Long) pttl;
        return new Held(key, String.valueOf(value), rest < 0 ? Held.FOREVER : Duration.ofMillis(rest));
    }

    /** Redis counts in milliseconds; what is shorter than one is one. */
    private static String millis(Duration duration) {
        return Long.toString(Math.max(1, duration.toMillis()));
    }

    /** The key of the last fencing number, in the slot of the lock. */
    static String fenceKey(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        if (close > open + 1) {
            return key + ":fence";
        }
        if (key.indexOf('}') >= 0) {
            throw new NotExecutedException(
                    "The fenced key `" + key + "` has a `}` but no hash tag: its fence cannot be kept in the same slot."
                            + " Leave the brace out of the template or of the part.",
                    null);
        }
        return "{" + key + "}:fence";
    }

    /** What a failure of Lettuce means: an error reply says that nothing was executed, all else leaves it open. */
    static Throwable meaning(Throwable failure) {
        return failure instanceof RedisCommandExecutionException refused
                ? new NotExecutedException("Redis refused the command: " + refused.getMessage(), refused)
                : failure;
    }
}
