package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A client for Redis and Valkey through Lettuce: standalone, Sentinel, Cluster, TLS. It has one connection of its own for all
 * calls, and replaces it when it is lost or no longer responds. Thread-safe.
 *
 * <pre>{@code
 * LettuceNxClient.connect("redis://localhost")
 * LettuceNxClient.connect("rediss://user:password@redis.example.com:6380/2")
 * LettuceNxClient.connect("redis-sentinel://host1,host2,host3#mymaster")
 * LettuceNxClient.connectCluster("redis://host1", "redis://host2")
 * }</pre>
 *
 * <p>{@code connect} and {@code of} throw if no server responds, or if it cannot be used for locks. The {@code lazy} forms
 * return at once and connect in the background, however long that takes: an application starts while Redis is down, and each
 * guarded call throws {@link OnceBackendException} until it is there.
 *
 * <p>While the connection is down, it rejects commands instead of queueing them. Lettuce's default would send a command again
 * after a reconnect, when its caller has long been told another result.
 *
 * <p>The server must run Lua scripts ({@code EVALSHA} and {@code EVAL}). If it refuses them when the client connects, it must
 * support {@code SET … IFEQ} (Redis 8.4, Valkey 8.1). All works as with scripts then, except that {@code fenced} keys are
 * refused, that reading the holder of a key takes a second round trip, and that each renewal is a command of its own.
 *
 * <p>Keys are stored as UTF-8, and tokens as one byte for each character.
 */
public final class LettuceNxClient implements NxClient {
    static final String THREADS = "lettuce-";

    private final Connector connector;

    private LettuceNxClient(Connector connector) {
        this.connector = connector;
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri {@code redis://}, {@code rediss://} or {@code redis-sentinel://}, as {@link RedisURI} reads it
     * @return a client with a connection and threads of its own
     * @throws IllegalArgumentException if the text is not an address
     * @throws OnceBackendException if the server does not respond, or {@linkplain LettuceNxClient cannot be used for locks}
     */
    public static LettuceNxClient connect(String uri) {
        return connect(RedisAddress.uri(uri));
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri the address, with user, password, database and TLS where needed; its time-out bounds each attempt to connect,
     *     now and later, and should be a few seconds
     * @return a client with a connection and threads of its own
     * @throws IllegalArgumentException if it has no host
     * @throws OnceBackendException if the server does not respond, or {@linkplain LettuceNxClient cannot be used for locks}
     */
    public static LettuceNxClient connect(RedisURI uri) {
        return new LettuceNxClient(Connector.connected(() -> ConnectionSource.standalone(uri)));
    }

    /**
     * Connects to a Redis Cluster. A master that does not respond is logged; it can be used when it is back.
     *
     * @param uris some of its servers
     * @return a client with a connection to each master, and threads of its own
     * @throws IllegalArgumentException if there is none, or a text is not an address
     * @throws OnceBackendException if none of them responds, or one {@linkplain LettuceNxClient cannot be used for locks}
     */
    public static LettuceNxClient connectCluster(String... uris) {
        return new LettuceNxClient(Connector.connected(() -> ConnectionSource.cluster(RedisAddress.uris(uris))));
    }

    /**
     * Connects by a client of the caller's. Its {@code disconnectedBehavior} should be {@code REJECT_COMMANDS}: with Lettuce's
     * default, which is logged, a command is sent again after a reconnect, and a key may stay locked for a lease although nobody
     * holds it. Its threads must have names that begin with {@code lettuce-}, as they have by default; else that is logged.
     *
     * @param client the client, created with a URI, whose time-out bounds each attempt to connect, now and later: a minute if it
     *     was not set; the returned client does not shut it down
     * @return a client with a connection of its own
     * @throws OnceBackendException if the server does not respond, or {@linkplain LettuceNxClient cannot be used for locks}
     */
    public static LettuceNxClient of(RedisClient client) {
        return new LettuceNxClient(Connector.connected(() -> ConnectionSource.of(client)));
    }

    /**
     * Connects by a cluster client of the caller's; see {@link #of(RedisClient)}. Its options should refresh the topology, to
     * follow a fail-over soon.
     *
     * @param client the client; the returned client does not shut it down
     * @return a client with connections of its own
     * @throws OnceBackendException if the cluster does not respond, or {@linkplain LettuceNxClient cannot be used for locks}
     */
    public static LettuceNxClient of(RedisClusterClient client) {
        return new LettuceNxClient(Connector.connected(() -> ConnectionSource.of(client)));
    }

    /**
     * Uses a connection of the caller's; see {@link #of(RedisClient)} for its options. This has drawbacks: slow callbacks on the
     * connection delay renewals, transactions cannot be used on it, and it is not replaced when it is half open.
     *
     * @param connection the connection, with any codec; the returned client does not close it
     * @return a client without a connection of its own
     * @throws OnceBackendException if the server does not respond, or {@linkplain LettuceNxClient cannot be used for locks}
     */
    public static LettuceNxClient of(StatefulRedisConnection<?, ?> connection) {
        return new LettuceNxClient(Connector.connected(() -> ConnectionSource.of(connection)));
    }

    /**
     * Uses a cluster connection of the caller's; see {@link #of(StatefulRedisConnection)}.
     *
     * @param connection the connection, with any codec; the returned client does not close it
     * @return a client without a connection of its own
     * @throws OnceBackendException if the cluster does not respond, or {@linkplain LettuceNxClient cannot be used for locks}
     */
    public static LettuceNxClient of(StatefulRedisClusterConnection<?, ?> connection) {
        return new LettuceNxClient(Connector.connected(() -> ConnectionSource.of(connection)));
    }

    /**
     * As {@link #connect(String)}, in the background.
     *
     * @param uri the address
     * @return a client that is not connected yet
     * @throws IllegalArgumentException if the text is not an address
     */
    public static LettuceNxClient lazy(String uri) {
        return lazy(RedisAddress.uri(uri));
    }

    /**
     * As {@link #connect(RedisURI)}, in the background.
     *
     * @param uri the address
     * @return a client that is not connected yet
     * @throws IllegalArgumentException if it has no host
     */
    public static LettuceNxClient lazy(RedisURI uri) {
        return new LettuceNxClient(Connector.connecting(() -> ConnectionSource.standalone(uri)));
    }

    /**
     * As {@link #connectCluster}, in the background.
     *
     * @param uris some of the cluster's servers
     * @return a client that is not connected yet
     * @throws IllegalArgumentException if there is none, or a text is not an address
     */
    public static LettuceNxClient lazyCluster(String... uris) {
        return new LettuceNxClient(Connector.connecting(() -> ConnectionSource.cluster(RedisAddress.uris(uris))));
    }

    /**
     * As {@link #of(RedisClient)}, in the background.
     *
     * @param client the client
     * @return a client that is not connected yet
     */
    public static LettuceNxClient lazy(RedisClient client) {
        return new LettuceNxClient(Connector.connecting(() -> ConnectionSource.of(client)));
    }

    /**
     * As {@link #of(RedisClusterClient)}, in the background.
     *
     * @param client the client
     * @return a client that is not connected yet
     */
    public static LettuceNxClient lazy(RedisClusterClient client) {
        return new LettuceNxClient(Connector.connecting(() -> ConnectionSource.of(client)));
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        LockCommands commands = connector.commands();
        return commands == null ? notConnected() : commands.acquire(request);
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        LockCommands commands = connector.commands();
        return commands == null ? notConnected() : commands.renew(request);
    }

    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        LockCommands commands = connector.commands();
        return commands == null ? NxClient.super.renewAll(requests) : commands.renewAll(requests);
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        LockCommands commands = connector.commands();
        return commands == null ? notConnected() : commands.release(request);
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        LockCommands commands = connector.commands();
        return commands == null ? notConnected() : commands.holder(key);
    }

    private <T> CompletionStage<T> notConnected() {
        return CompletableFuture.failedFuture(connector.notConnected());
    }

    @Override
    public void onTimeout(String key, Duration waited) {
        LockCommands commands = connector.commands();
        if (commands != null) {
            commands.connection.onTimeout(key, waited);
        }
    }

    /** By the name of Lettuce's threads: to ask each event loop would cost more, at every guarded call. */
    @Override
    public boolean isCallbackThread() {
        return Thread.currentThread().getName().startsWith(THREADS);
    }

    @Override
    public String toString() {
        return connector.toString();
    }

    @Override
    public void close() {
        connector.close();
    }
}
