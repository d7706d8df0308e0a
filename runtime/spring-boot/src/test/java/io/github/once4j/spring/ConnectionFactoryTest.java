package io.github.once4j.spring;

import static io.github.once4j.spring.Contexts.assertFailure;
import static io.github.once4j.spring.Contexts.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.Certificate;
import io.github.once4j.servers.RealCluster;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.servers.RealSentinel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The settings of the application's connection factory, on each kind of server. */
class ConnectionFactoryTest {
    private static final String WORKER = "user worker on >secret ~* &* +@all";

    private static void works(ApplicationContextRunner runner, String key) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            OnceGuard guard = context.getBean(OnceGuard.class);
            assertThat(guard.tryRun(key, () -> assertThat(guard.isLocked(key)).isTrue()))
                    .isTrue();
            assertThat(guard.isLocked(key)).isFalse();
        });
    }

    @Test
    void userPasswordAndDatabase() {
        try (var redis = RealRedis.start(WORKER)) {
            String port = "spring.data.redis.port=" + redis.port();
            String user = "spring.data.redis.username=worker";
            works(runner(port, user, "spring.data.redis.password=secret", "spring.data.redis.database=3"), "user");
            runner(port, user, "spring.data.redis.password=wrong")
                    .run(context -> assertFailure(context)
                            .contains("localhost:" + redis.port())
                            .contains("spring.data.redis.*")
                            .doesNotContain("wrong"));
        }
    }

    @Test
    void sentinel() {
        try (var sentinel = RealSentinel.start()) {
            String nodes = sentinel.uri().replaceAll("redis-sentinel://|#.*", "");
            works(
                    runner("spring.data.redis.sentinel.nodes=" + nodes, "spring.data.redis.sentinel.master=mymaster"),
                    "sentinel");
            runner("spring.data.redis.sentinel.nodes=" + nodes, "spring.data.redis.sentinel.master=other")
                    .run(context -> assertFailure(context).contains("Sentinel at " + nodes));
        }
    }

    @Test
    void cluster() {
        try (var cluster = RealCluster.start()) {
            String node = cluster.uri().replace("redis://", "");
            works(runner("spring.data.redis.cluster.nodes=" + node), "cluster");
            works(
                    runner("once4j.redis.url=" + cluster.uri() + ", "
                            + cluster.nodes().get(1).uri()),
                    "cluster");
        }
        String gone = "127.0.0.1:" + RealRedis.freePort();
        runner("spring.data.redis.cluster.nodes=" + gone)
                .run(context -> assertFailure(context).contains("Cluster at " + gone));
    }

    @Test
    void tlsByAnSslBundle(@TempDir Path folder) throws Exception {
        int port = RealRedis.freePort();
        var certificate = Certificate.create(folder);
        try (var redis = RealRedis.start(
                "tls-port " + port,
                "tls-cert-file " + certificate.certificate(),
                "tls-key-file " + certificate.key(),
                "tls-ca-cert-file " + certificate.certificate(),
                "tls-auth-clients no")) {
            assertThat(redis.port()).isNotEqualTo(port);
            String at = "spring.data.redis.port=" + port;
            String host = "spring.data.redis.host=127.0.0.1";
            works(
                    runner(
                            at,
                            host,
                            "spring.data.redis.ssl.bundle=trusting",
                            "spring.ssl.bundle.pem.trusting.truststore.certificate=file:" + certificate.certificate()),
                    "tls");
            runner(at, host, "spring.data.redis.ssl.enabled=true")
                    .run(context ->
                            assertFailure(context).contains("127.0.0.1:" + port).contains("TLS"));
        }
    }

    @Test
    void applicationsFactoryIsLeftAloneAndOutlivesTheGuard() {
        runner("spring.data.redis.port=" + RealRedis.shared().port()).run(context -> {
            var factory = context.getBean(LettuceConnectionFactory.class);
            context.getBean(OnceGuard.class).close();
            assertThat(factory.getConnection().ping()).isEqualTo("PONG");
        });
    }

    @Test
    void masterReplicaListAndUnixSocketAreRefused() {
        runner().withUserConfiguration(MasterReplica.class)
                .run(context -> assertFailure(context).contains("replicas").contains("once4j.redis.url"));
        runner().withUserConfiguration(UnixSocket.class)
                .run(context -> assertFailure(context).contains("Unix domain socket"));
    }

    @Test
    void connectionFactoryOfAnotherKindIsRefused() {
        runner().withUserConfiguration(Foreign.class)
                .run(context -> assertFailure(context).contains("not a LettuceConnectionFactory"));
    }

    @Configuration(proxyBeanMethods = false)
    static class MasterReplica {
        @Bean
        RedisConnectionFactory redisConnectionFactory() {
            return new LettuceConnectionFactory(new RedisStaticMasterReplicaConfiguration("localhost"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class UnixSocket {
        @Bean
        RedisConnectionFactory redisConnectionFactory() {
            var factory = new LettuceConnectionFactory(
                    new org.springframework.data.redis.connection.RedisSocketConfiguration("/tmp/none.sock"));
            factory.setAutoStartup(false);
            return factory;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Foreign {
        @Bean
        RedisConnectionFactory redisConnectionFactory() {
            return org.mockito.Mockito.mock(RedisConnectionFactory.class);
        }
    }
}
