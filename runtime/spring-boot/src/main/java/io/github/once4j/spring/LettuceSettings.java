package io.github.once4j.spring;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.StaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ReflectionUtils;

/** Makes a client of its own from the settings of a connection factory. */
final class LettuceSettings {
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(30);

    private final LettuceConnectionFactory factory;
    private final String name;
    private final Environment environment;
    private final LettuceClientConfiguration settings;

    LettuceSettings(LettuceConnectionFactory factory, String name, Environment environment) {
        this.factory = factory;
        this.name = name;
        this.environment = environment;
        this.settings = factory.getClientConfiguration();
    }

    NxClient client(boolean lazy) {
        if (factory.getSocketConfiguration() != null) {
            throw ConnectionFactorySource.refused(name, "connects through a Unix domain socket");
        }
        if (isMasterReplica()) {
            throw ConnectionFactorySource.refused(
                    name, "has a list of a master and replicas, which may change their roles");
        }
        ClientResources resources = resources();
        boolean ownResources = settings.getClientResources().isEmpty();
        RedisClusterConfiguration cluster = factory.getClusterConfiguration();
        AbstractRedisClient client = cluster == null
                ? RedisClient.create(resources, new RedisAddresses(factory).single())
                : RedisClusterClient.create(resources, new RedisAddresses(factory).nodes(cluster));
        Runnable shutdown = () -> {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            if (ownResources) {
                resources.shutdown(0, 2, TimeUnit.SECONDS);
            }
        };
        try {
            return new OwnedNxClient(connect(client, lazy), new RedisAddresses(factory).toString(), shutdown);
        } catch (OnceBackendException failed) {
            shutdown.run();
            throw BackendFactory.unreachable(
                    failed, "spring.data.redis.* (" + new RedisAddresses(factory) + ", by the bean `" + name + "`)");
        } catch (RuntimeException | Error failed) {
            shutdown.run();
            throw failed;
        }
    }

    private LettuceNxClient connect(AbstractRedisClient client, boolean lazy) {
        ClientOptions given = settings.getClientOptions().orElseGet(ClientOptions::create);
        if (client instanceof RedisClusterClient cluster) {
            cluster.setOptions(clusterOptions(given));
            return lazy ? LettuceNxClient.lazy(cluster) : LettuceNxClient.of(cluster);
        }
        RedisClient single = (RedisClient) client;
        single.setOptions(rejecting(given.mutate()).build());
        return lazy ? LettuceNxClient.lazy(single) : LettuceNxClient.of(single);
    }

    private static ClusterClientOptions clusterOptions(ClientOptions given) {
        ClusterClientOptions.Builder options =
                given instanceof ClusterClientOptions cluster ? cluster.mutate() : ClusterClientOptions.builder(given);
        rejecting(options);
        ClusterTopologyRefreshOptions refresh =
                given instanceof ClusterClientOptions cluster ? cluster.getTopologyRefreshOptions() : null;
        if (refresh == null || !refresh.isPeriodicRefreshEnabled()) {
            options.topologyRefreshOptions(topologyRefresh(refresh)).validateClusterNodeMembership(false);
        }
        return options.build();
    }

    /** Follows a fail-over within seconds, which without configuration Lettuce does not before 7.0. */
    @SuppressWarnings("deprecation")
    private static ClusterTopologyRefreshOptions topologyRefresh(@Nullable ClusterTopologyRefreshOptions given) {
        return ClusterTopologyRefreshOptions.builder()
                .dynamicRefreshSources(given == null || given.useDynamicRefreshSources())
                .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                .enableAllAdaptiveRefreshTriggers()
                .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                .build();
    }

    /** A lock command must not be sent again after a reconnect. The guard has its own time-outs. */
    private static <B extends ClientOptions.Builder> B rejecting(B options) {
        options.autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build());
        return options;
    }

    /** The threads of the application, if it shares them; they reconnect sooner than by default. */
    private ClientResources resources() {
        return settings.getClientResources()
                .map(ClientResources::mutate)
                .orElseGet(ClientResources::builder)
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
                .build();
    }

    /** The factory does not say it: what it returns for a list is the default, localhost. */
    private boolean isMasterReplica() {
        var field = ReflectionUtils.findField(LettuceConnectionFactory.class, "configuration");
        if (field != null) {
            ReflectionUtils.makeAccessible(field);
            return ReflectionUtils.getField(field, factory) instanceof StaticMasterReplicaConfiguration;
        }
        return environment.containsProperty("spring.data.redis.masterreplica.nodes")
                || environment.containsProperty("spring.data.redis.masterreplica.nodes[0]");
    }
}
