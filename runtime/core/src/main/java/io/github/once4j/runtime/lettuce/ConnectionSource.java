package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Log;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The origin of a {@link LettuceNxClient}'s connection: a client of its own, a client of the user's, or a connection of the
 * user's.
 *
 * @param where the name of the server for messages; without a password
 * @param connector connects, and waits for it
 * @param isReplaceable whether the connection may be closed and replaced
 * @param reconnects tells why a lost connection does not come back
 * @param shutdown closes what was created for the connection
 */
record ConnectionSource(
        String where,
        Supplier<StatefulConnection<String, String>> connector,
        boolean isReplaceable,
        ReconnectEvents reconnects,
        Runnable shutdown) {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(13);

    static ConnectionSource standalone(RedisURI uri) {
        Objects.requireNonNull(uri, "uri");
        String where = RedisAddress.where(uri);
        var reconnects = new ReconnectEvents();
        ClientResources resources = resources(reconnects);
        var client = new BareRedisClient(resources, uri);
        client.setOptions(rejecting(ClientOptions.builder()).build());
        return new ConnectionSource(
                where, () -> client.connect(StringCodec.UTF8), true, reconnects, () -> shutDown(client, resources));
    }

    static ConnectionSource cluster(List<RedisURI> uris) {
        String where = RedisAddress.where(uris);
        var reconnects = new ReconnectEvents();
        ClientResources resources = resources(reconnects);
        RedisClusterClient client = RedisClusterClient.create(resources, uris);
        client.setOptions(rejecting(ClusterClientOptions.builder()
                        .topologyRefreshOptions(topologyRefresh())
                        .validateClusterNodeMembership(false))
                .build());
        return new ConnectionSource(where, () -> connect(client), true, reconnects, () -> shutDown(client, resources));
    }

    /** Waits for the end of the client's threads. An interrupt ends the wait alone, and stays set. */
    private static void shutDown(AbstractRedisClient client, ClientResources resources) {
        boolean interrupted = Thread.interrupted();
        try {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        } catch (RedisCommandInterruptedException goesOn) {
            interrupted = true;
        } finally {
            resources.shutdown(0, 2, TimeUnit.SECONDS);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static ConnectionSource of(RedisClient client) {
        Objects.requireNonNull(client, "client");
        return given("Redis of the given RedisClient", client, () -> client.connect(StringCodec.UTF8));
    }

    static ConnectionSource of(RedisClusterClient client) {
        Objects.requireNonNull(client, "client");
        return given("Redis of the given RedisClusterClient", client, () -> connect(client));
    }

    private static ConnectionSource given(
            String where, AbstractRedisClient client, Supplier<StatefulConnection<String, String>> connector) {
        warnOfReplay(client.getOptions());
        var reconnects = new ReconnectEvents();
        return new ConnectionSource(
                where,
                connector,
                true,
                reconnects,
                reconnects.follow(client.getResources().eventBus()));
    }

    /** Every command brings its own codec, so that of the connection does not matter. */
    @SuppressWarnings("unchecked")
    static ConnectionSource of(StatefulConnection<?, ?> connection) {
        Objects.requireNonNull(connection, "connection");
        warnOfReplay(connection.getOptions());
        if (!connection.getOptions().isAutoReconnect()) {
            Log.log(
                    Level.WARNING,
                    "The given Redis connection does not reconnect: once it is lost, each guarded call fails. Set"
                            + " autoReconnect(true) in its client's options before it connects, or pass the client.");
        }
        var given = (StatefulConnection<String, String>) connection;
        return new ConnectionSource(
                "Redis of the given connection", () -> given, false, new ReconnectEvents(), () -> {});
    }

    /** Connects by the topology of now: the server that no longer responds may have been replaced by another one. */
    private static StatefulConnection<String, String> connect(RedisClusterClient client) {
        client.refreshPartitions();
        return client.connect(StringCodec.UTF8);
    }

    /** A lock is safe even then, since it recognizes its own token; but a key may stay locked. */
    private static void warnOfReplay(ClientOptions options) {
        boolean keepsCommands = switch (options.getDisconnectedBehavior()) {
            case DEFAULT -> options.isAutoReconnect();
            case ACCEPT_COMMANDS -> true;
            case REJECT_COMMANDS -> false;
        };
        if (keepsCommands) {
            Log.log(
                    Level.WARNING,
                    "The given Redis client keeps commands while it is disconnected, and sends them later: a key may stay"
                            + " locked for a lease although nobody holds it. Set autoReconnect(true) and"
                            + " disconnectedBehavior(REJECT_COMMANDS) in the client's options before it connects.");
        }
    }

    /**
     * Without Lettuce's time-out for each command, which costs a timer: a guard has its own. And without a hash index of the
     * commands that are under way, which helps to cancel one: none is cancelled.
     */
    private static <B extends ClientOptions.Builder> B rejecting(B options) {
        options.autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .useHashIndexQueue(false)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(KeepAliveOptions.builder() // the default since Lettuce 7.0
                                .enable()
                                .idle(KEEP_ALIVE)
                                .interval(KEEP_ALIVE)
                                .count(3)
                                .build())
                        .build());
        return options;
    }

    @SuppressWarnings("deprecation") // the adaptive triggers are the default since Lettuce 7.0
    private static ClusterTopologyRefreshOptions topologyRefresh() {
        return ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                .enableAllAdaptiveRefreshTriggers()
                .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                .build();
    }

    private static ClientResources resources(ReconnectEvents reconnects) {
        return ClientResources.builder()
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
                .nettyCustomizer(new FlushTogether())
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .eventBus(reconnects)
                .build();
    }
}
