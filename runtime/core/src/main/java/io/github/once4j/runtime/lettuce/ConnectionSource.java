package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Log;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where the connection of a {@link LettuceNxClient} comes from: a client of ours, a client of the user's, or the very
 * connection that the user gave.
 *
 * @param where the server, for messages: address without password
 * @param connector makes a connection, and waits for it
 * @param isReplaceable whether the connection is ours, to be closed and made anew
 * @param shutdown ends what was made for the connection
 */
record ConnectionSource(
        String where,
        Supplier<StatefulConnection<String, String>> connector,
        boolean isReplaceable,
        Runnable shutdown) {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);

    static ConnectionSource standalone(RedisURI uri) {
        String where = RedisAddress.where(uri);
        ClientResources resources = resources();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(rejecting(ClientOptions.builder()).build());
        return new ConnectionSource(where, () -> client.connect(StringCodec.UTF8), true, () -> {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            resources.shutdown(0, 2, TimeUnit.SECONDS);
        });
    }

    static ConnectionSource cluster(List<RedisURI> uris) {
        String where = RedisAddress.where(uris);
        ClientResources resources = resources();
        RedisClusterClient client = RedisClusterClient.create(resources, uris);
        // On top of the refresh on MOVED and lost nodes, which is on since Lettuce 7.0, and which need not wait for so
        // long.
        var refresh = ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                .build();
        client.setOptions(rejecting(ClusterClientOptions.builder().topologyRefreshOptions(refresh))
                .build());
        return new ConnectionSource(where, () -> client.connect(StringCodec.UTF8), true, () -> {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            resources.shutdown(0, 2, TimeUnit.SECONDS);
        });
    }

    static ConnectionSource of(RedisClient client) {
        warnOf(client.getOptions());
        return new ConnectionSource(
                "Redis of the given RedisClient", () -> client.connect(StringCodec.UTF8), true, () -> {});
    }

    static ConnectionSource of(RedisClusterClient client) {
        warnOf(client.getOptions());
        return new ConnectionSource(
                "Redis of the given RedisClusterClient", () -> client.connect(StringCodec.UTF8), true, () -> {});
    }

    /** What is sent brings its own codec: that of the connection does not matter. */
    @SuppressWarnings("unchecked")
    static ConnectionSource of(StatefulConnection<?, ?> connection) {
        warnOf(connection.getOptions());
        var given = (StatefulConnection<String, String>) connection;
        return new ConnectionSource("Redis of the given connection", () -> given, false, () -> {});
    }

    /** At most a command of ours is executed twice then; which the engine bears, but with a key held by nobody for a lease. */
    private static void warnOf(ClientOptions options) {
        if (options.getDisconnectedBehavior() != ClientOptions.DisconnectedBehavior.REJECT_COMMANDS
                || !options.isAutoReconnect()) {
            Log.log(
                    Level.WARNING,
                    "The given Redis client keeps commands while it is disconnected, and sends them again later: a key may stay"
                            + " held by nobody for a lease. Set autoReconnect(true) and"
                            + " disconnectedBehavior(REJECT_COMMANDS) in its options before it connects.");
        }
    }

    /** Without Lettuce's time-out for each command, too, which costs a timer: the engine has its own. */
    private static <B extends ClientOptions.Builder> B rejecting(B options) {
        options.autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build());
        return options;
    }

    private static ClientResources resources() {
        return ClientResources.builder()
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
                .build();
    }

    StatefulConnection<String, String> connect() {
        StatefulConnection<String, String> connection = connector.get();
        masters(connection); // see there
        return connection;
    }

    /**
     * The servers behind a connection. Those of a cluster are connected to: Lettuce would do so with the first command to
     * each, and reject that command meanwhile.
     */
    static List<StatefulRedisConnection<?, ?>> masters(StatefulConnection<?, ?> connection) {
        List<StatefulRedisConnection<?, ?>> masters = new ArrayList<>();
        if (connection instanceof StatefulRedisConnection<?, ?> single) {
            masters.add(single);
        } else if (connection instanceof StatefulRedisClusterConnection<?, ?> cluster) {
            List<CompletableFuture<? extends StatefulRedisConnection<?, ?>>> connecting = new ArrayList<>();
            for (RedisClusterNode node : cluster.getPartitions()) {
                if (node.getRole().isUpstream() && !node.hasNoSlots()) {
                    RedisURI at = node.getUri();
                    connecting.add(cluster.getConnectionAsync(at.getHost(), at.getPort()));
                }
            }
            for (var each : connecting) {
                try {
                    masters.add(each.join());
                } catch (RedisException | CompletionException down) {
                    Log.log(Level.DEBUG, "A node of the cluster cannot be reached", down);
                }
            }
        }
        return masters;
    }
}
