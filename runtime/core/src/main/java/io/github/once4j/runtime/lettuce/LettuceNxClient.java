package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

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
 * <p>The server must run Lua scripts ({@code EVALSHA} and {@code EVAL}). Where it refuses them, which is found out when the
 * client connects, it must know {@code SET … IFEQ} (Redis 8.4, Valkey 8.1): then all is the same, but that a {@code fenced} key is
 * refused, that a question who holds a key costs a second round trip, and that each renewal is a command of its own. A server
 * that can do neither cannot lock, and is refused.
 *
 * <p>Keys are UTF-8; a token is stored as one byte for each of its characters, and what a stranger stored is read in the same
 * way.
 */
public final class LettuceNxClient implements NxClient {
    private final ReplaceableConnection connection;
    private final LockCommands lock;

    private LettuceNxClient(ReplaceableConnection connection, LockCommands lock) {
        this.connection = connection;
        this.lock = lock;
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri {@code redis://}, {@code rediss://} or {@code redis-sentinel://}, as Lettuce's {@link RedisURI} reads it
     * @return a client with a connection, and threads of its own
     * @throws IllegalArgumentException if the text is no such address
     * @throws OnceBackendException if nothing answers there, or the server {@linkplain LettuceNxClient cannot lock}
     */
    public static LettuceNxClient connect(String uri) {
        return connect(RedisAddress.uri(uri));
    }

    /**
     * Connects to a standalone server or, by Sentinel, to its master.
     *
     * @param uri the address, with user, password, database and TLS where needed; its time-out bounds how long connecting
     *     takes, now and later, and should be some seconds
     * @return a client with a connection, and threads of its own
     * @throws IllegalArgumentException if it names no host
     * @throws OnceBackendException if nothing answers there, or the server {@linkplain LettuceNxClient cannot lock}
     */
    public static LettuceNxClient connect(RedisURI uri) {
        return open(ConnectionSource.standalone(uri));
    }

    /**
     * Connects to a Redis Cluster.
     *
     * @param uris some of its nodes
     * @return a client with a connection to each master, and threads of its own
     * @throws IllegalArgumentException if there is none, or a text is no address
     * @throws OnceBackendException if none of them answers, or the servers {@linkplain LettuceNxClient cannot lock}
     */
    public static LettuceNxClient connectCluster(String... uris) {
        return open(
                ConnectionSource.cluster(Stream.of(uris).map(RedisAddress::uri).toList()));
    }

    /**
     * Makes a connection from a client of yours. Set its {@code disconnectedBehavior} to {@code REJECT_COMMANDS}: with
     * Lettuce's default, which is warned of, a command is sent again after a reconnect, and a key may stay held for a lease
     * by nobody.
     *
     * @param client the client, created with a URI whose time-out bounds how long connecting takes, now and later: a minute if
     *     you have not set it; it stays yours to shut down
     * @return a client with a connection of its own
     * @throws OnceBackendException if the server does not answer, or {@linkplain LettuceNxClient cannot lock}
     */
    public static LettuceNxClient of(RedisClient client) {
        return open(ConnectionSource.of(client));
    }

    /**
     * Makes a connection from a cluster client of yours; see {@link #of(RedisClient)}. Let its options refresh the topology,
     * or it will not follow a failover.
     *
     * @param client the client; it stays yours to shut down
     * @return a client with a connection of its own
     * @throws OnceBackendException if the cluster does not answer, or {@linkplain LettuceNxClient cannot lock}
     */
    public static LettuceNxClient of(RedisClusterClient client) {
        return open(ConnectionSource.of(client));
    }

    /**
     * Uses a connection of yours, whose options are as for {@link #of(RedisClient)}. What a connection of its own gives is lost:
     * a slow callback of yours delays renewals, your transactions must not be on it, and nobody replaces it when it is half
     * open.
     *
     * @param connection the connection, with any codec; it stays yours to close
     * @return a client without a connection of its own
     * @throws OnceBackendException if the server does not answer, or {@linkplain LettuceNxClient cannot lock}
     */
    public static LettuceNxClient of(StatefulRedisConnection<?, ?> connection) {
        return open(ConnectionSource.of(connection));
    }

    /**
     * Uses a cluster connection of yours; see {@link #of(StatefulRedisConnection)}.
     *
     * @param connection the connection, with any codec; it stays yours to close
     * @return a client without a connection of its own
     * @throws OnceBackendException if the cluster does not answer, or {@linkplain LettuceNxClient cannot lock}
     */
    public static LettuceNxClient of(StatefulRedisClusterConnection<?, ?> connection) {
        return open(ConnectionSource.of(connection));
    }

    private static LettuceNxClient open(ConnectionSource source) {
        try {
            var connection = new ReplaceableConnection(source);
            try {
                return new LettuceNxClient(connection, ServerProbe.lockOf(connection));
            } catch (OnceBackendException unfit) {
                connection.close();
                throw unfit;
            }
        } catch (RedisException failed) {
            source.shutdown().run();
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new OnceBackendException(
                    "Cannot connect to " + source.where() + ": " + cause.getMessage()
                            + ". Is it running, and are address, user, password and TLS right?",
                    failed);
        }
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return lock.acquire(request);
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return lock.renew(request);
    }

    /** By scripts of many keys, where there are scripts, and all keys are on one server. */
    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> renewals) {
        return lock instanceof ScriptCommands scripts && renewals.size() > 1 && !connection.isOfCluster()
                ? scripts.renewTogether(renewals)
                : NxClient.super.renewAll(renewals);
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return lock.release(request);
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return lock.holder(key);
    }

    @Override
    public void onTimeout(String key, Duration waited) {
        connection.onTimeout();
    }

    @Override
    public boolean isCallbackThread() {
        // Lettuce names its threads so; to ask each event loop would cost more, on every guarded call.
        return Thread.currentThread().getName().startsWith("lettuce-");
    }

    @Override
    public String toString() {
        return connection.toString();
    }

    @Override
    public void close() {
        connection.close();
    }
}
