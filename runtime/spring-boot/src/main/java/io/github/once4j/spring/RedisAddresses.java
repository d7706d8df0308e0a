package io.github.once4j.spring;

import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The addresses of a connection factory, with credentials and TLS. */
final class RedisAddresses {
    /** Bounds each attempt to connect. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(5);

    private final LettuceConnectionFactory factory;
    private final LettuceClientConfiguration settings;

    RedisAddresses(LettuceConnectionFactory factory) {
        this.factory = factory;
        this.settings = factory.getClientConfiguration();
    }

    /** The address of a server, or of the master that Sentinel knows. */
    RedisURI single() {
        RedisSentinelConfiguration sentinel = factory.getSentinelConfiguration();
        if (sentinel != null) {
            return sentinel(sentinel);
        }
        RedisStandaloneConfiguration standalone = factory.getStandaloneConfiguration();
        RedisURI uri = RedisURI.create(standalone.getHostName(), standalone.getPort());
        uri.setDatabase(standalone.getDatabase());
        uri.setCredentialsProvider(credentials(standalone, standalone.getUsername(), standalone.getPassword()));
        return secured(uri);
    }

    /** The nodes of a cluster. */
    List<RedisURI> nodes(RedisClusterConfiguration cluster) {
        List<RedisURI> nodes = new ArrayList<>();
        for (RedisNode node : cluster.getClusterNodes()) {
            RedisURI uri = RedisURI.create(host(node), port(node, RedisURI.DEFAULT_REDIS_PORT));
            uri.setCredentialsProvider(credentials(cluster, cluster.getUsername(), cluster.getPassword()));
            nodes.add(secured(uri));
        }
        return nodes;
    }

    private RedisURI sentinel(RedisSentinelConfiguration sentinel) {
        RedisURI.Builder builder = RedisURI.builder().withSentinelMasterId(master(sentinel));
        for (RedisNode node : sentinel.getSentinels()) {
            RedisURI each = RedisURI.create(host(node), port(node, RedisURI.DEFAULT_SENTINEL_PORT));
            each.setCredentialsProvider(settings.getRedisCredentialsProviderFactory()
                    .map(given -> given.createSentinelCredentialsProvider(sentinel))
                    .orElseGet(() -> fixed(sentinel.getSentinelUsername(), sentinel.getSentinelPassword())));
            builder.withSentinel(secured(each));
        }
        RedisURI uri = builder.build();
        uri.setDatabase(sentinel.getDatabase());
        uri.setCredentialsProvider(credentials(sentinel, sentinel.getUsername(), sentinel.getPassword()));
        return secured(uri);
    }

    private static String host(RedisNode node) {
        return node.getHost() == null ? "localhost" : node.getHost();
    }

    private static int port(RedisNode node, int byDefault) {
        return node.getPort() == null ? byDefault : node.getPort();
    }

    private static String master(RedisSentinelConfiguration sentinel) {
        var master = sentinel.getMaster();
        String name = master == null ? null : master.getName();
        if (name == null) {
            throw new OnceStartException(
                    "The RedisConnectionFactory has Sentinel nodes, but no name of a master.",
                    "Set spring.data.redis.sentinel.master.",
                    null);
        }
        return name;
    }

    private RedisCredentialsProvider credentials(
            RedisConfiguration configuration, @Nullable String user, RedisPassword password) {
        return settings.getRedisCredentialsProviderFactory()
                .map(given -> given.createCredentialsProvider(configuration))
                .orElseGet(() -> fixed(user, password));
    }

    private static RedisCredentialsProvider fixed(@Nullable String user, RedisPassword password) {
        return RedisCredentialsProvider.from(
                () -> io.lettuce.core.RedisCredentials.just(user, password.isPresent() ? password.get() : null));
    }

    private RedisURI secured(RedisURI uri) {
        uri.setSsl(settings.isUseSsl());
        uri.setVerifyPeer(settings.getVerifyMode());
        uri.setStartTls(settings.isStartTls());
        settings.getClientName().ifPresent(uri::setClientName);
        Duration timeout = settings.getCommandTimeout();
        uri.setTimeout(timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout);
        return uri;
    }

    /** {@return the addresses, without credentials} */
    @Override
    public String toString() {
        RedisSentinelConfiguration sentinel = factory.getSentinelConfiguration();
        if (sentinel != null) {
            return "Redis by Sentinel at " + list(sentinel.getSentinels());
        }
        RedisClusterConfiguration cluster = factory.getClusterConfiguration();
        return cluster != null
                ? "Redis Cluster at " + list(cluster.getClusterNodes())
                : "Redis at " + factory.getHostName() + ":" + factory.getPort();
    }

    private static String list(Iterable<RedisNode> nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.getHost() + ":" + node.getPort()));
        return texts.stream().sorted().collect(Collectors.joining(", "));
    }
}
