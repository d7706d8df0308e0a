package io.github.once4j.spring;

import static io.github.once4j.spring.Contexts.assertFailure;
import static io.github.once4j.spring.Contexts.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Which backend an application gets, and when its own beans win. */
class BackendTest {
    @Test
    void connectionFactoryOfTheApplicationIsFound() {
        RealRedis redis = RealRedis.shared();
        runner("spring.data.redis.port=" + redis.port(), "once4j.prefix=shop:").run(context -> {
            OnceGuard guard = context.getBean(OnceGuard.class);
            assertThat(guard.tryRun(
                            "found",
                            () -> assertThat(redis.run("GET", "shop:found")).isNotNull()))
                    .isTrue();
            assertThat(guard).hasToString("guard on Redis at localhost:" + redis.port());
        });
    }

    @Test
    void urlWinsOverTheConnectionFactory() {
        runner("once4j.redis.url=" + RealRedis.shared().uri(), "spring.data.redis.port=" + RealRedis.freePort())
                .run(context -> assertThat(context.getBean(OnceGuard.class).tryRun("url", () -> {}))
                        .isTrue());
    }

    @Test
    void serverThatIsNotThereStopsTheStart() {
        int port = RealRedis.freePort();
        runner("spring.data.redis.port=" + port)
                .run(context -> assertFailure(context)
                        .contains("localhost:" + port)
                        .contains("spring.data.redis.*")
                        .contains("once4j.start=lazy"));
        runner("once4j.redis.url=redis://:secret@localhost:" + port)
                .run(context -> assertFailure(context)
                        .contains("localhost:" + port)
                        .contains("once4j.redis.url")
                        .doesNotContain("secret"));
    }

    @Test
    void urlThatIsNoAddressStopsTheStart() {
        runner("once4j.redis.url=localhost")
                .run(context ->
                        assertFailure(context).contains("once4j.redis.url").contains("redis://host:6379"));
    }

    @Test
    void lazyApplicationStartsWhileTheServerIsDownAndHeals() {
        try (var redis = RealRedis.start()) {
            redis.stop();
            runner("spring.data.redis.port=" + redis.port(), "once4j.start=lazy")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        OnceGuard guard = context.getBean(OnceGuard.class);
                        assertThatThrownBy(() -> guard.tryRun("lazy", () -> {}))
                                .isInstanceOf(OnceBackendException.class);
                        redis.restart();
                        await().ignoreExceptions().until(() -> guard.tryRun("lazy", () -> {}));
                    });
        }
    }

    @Test
    void memoryIsNeverChosenByItself() {
        var withoutRedis = runner().withClassLoader(new FilteredClassLoader("org.springframework.data.redis"));
        withoutRedis.run(context -> assertFailure(context)
                .contains("no backend")
                .contains("spring-boot-starter-data-redis")
                .contains("once4j.redis.url=redis://")
                .contains("once4j.backend=memory"));
        withoutRedis
                .withPropertyValues("once4j.backend=redis")
                .run(context -> assertFailure(context).contains("no RedisConnectionFactory"));
        withoutRedis
                .withPropertyValues("once4j.backend=memory")
                .run(context -> assertThat(context.getBean(OnceGuard.class).tryRun("memory", () -> {}))
                        .isTrue());
    }

    @Test
    void lettuceThatIsNotThereIsNamed() {
        runner().withClassLoader(new FilteredClassLoader("io.lettuce"))
                .withPropertyValues("once4j.redis.url=redis://localhost")
                .run(context -> assertFailure(context).contains("io.lettuce:lettuce-core"));
    }

    @Test
    void disabledItAddsNothing() {
        runner("once4j.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(OnceGuard.class)
                        .doesNotHaveBean(NxClient.class));
    }

    @Test
    void disabledTheGuardOfTheApplicationHasTheEndpointStill() {
        runner("once4j.enabled=false", "management.endpoints.web.exposure.include=once")
                .withUserConfiguration(OwnGuard.class)
                .run(context -> assertThat(context).hasNotFailed().hasBean("onceEndpoint"));
    }

    @Test
    void emptyValueIsAsNone() {
        runner(
                        "once4j.redis.url=${UNSET:}",
                        "once4j.redis.connection-factory=",
                        "spring.data.redis.port=" + RealRedis.shared().port())
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"once4j.lease=500ms", "once4j.lease=-1s", "once4j.prefix=\ud800"})
    void valueThatCannotBeUsedStopsTheStartWithTheNameOfTheProperty(String property) {
        runner("once4j.backend=memory", property)
                .run(context -> assertFailure(context)
                        .contains(property.substring(0, property.indexOf('=')) + " cannot be used: "));
    }

    @Test
    void clientAndGuardOfTheApplicationWin() {
        runner().withUserConfiguration(OwnClient.class).run(context -> {
            assertThat(context).hasSingleBean(NxClient.class).hasSingleBean(OnceGuard.class);
            assertThat(context.getBean(OnceGuard.class).tryRun("own", () -> {})).isTrue();
        });
        runner("spring.data.redis.port=" + RealRedis.freePort()) // where no client can connect
                .withUserConfiguration(OwnGuard.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(OnceGuard.class)
                        .getBean(OnceGuard.class)
                        .isSameAs(context.getBean("mine")));
    }

    @Test
    void secondGuardIsBuiltFromTheBuilderBean() {
        runner("once4j.backend=memory", "once4j.prefix=p:")
                .withUserConfiguration(SecondGuard.class)
                .run(context -> {
                    assertThat(context.getBeansOfType(OnceGuard.class)).containsOnlyKeys("first", "second");
                    var counter = context.getBean(Counter.class);
                    context.getBean("second", OnceGuard.class).tryRun("k", () -> {});
                    assertThat(counter.count).hasValue(1);
                });
    }

    @Test
    void everyListenerIsTold() {
        runner("once4j.backend=memory").withUserConfiguration(Listeners.class).run(context -> {
            context.getBean(OnceGuard.class).tryRun("k", () -> {});
            assertThat(context.getBeansOfType(Counter.class).values())
                    .hasSize(2)
                    .allSatisfy(counter -> assertThat(counter.count).hasValue(1));
        });
    }

    @Test
    void severalConnectionFactoriesAreToldApartByName() {
        var several = runner().withUserConfiguration(TwoFactories.class);
        several.run(
                context -> assertFailure(context).contains("alpha, beta").contains("once4j.redis.connection-factory"));
        several.withPropertyValues("once4j.redis.connection-factory=alpha")
                .run(context -> assertThat(context.getBean(OnceGuard.class).tryRun("named", () -> {}))
                        .isTrue());
        several.withPropertyValues("once4j.redis.connection-factory=gamma")
                .run(context -> assertFailure(context).contains("gamma").contains("alpha, beta"));
    }

    @Test
    void closedContextHasClosedItsGuard() {
        runner("once4j.backend=memory").run(context -> {
            OnceGuard guard = context.getBean(OnceGuard.class);
            context.close();
            assertThatThrownBy(() -> guard.tryRun("k", () -> {}))
                    .isInstanceOf(OnceException.class)
                    .hasMessageContaining("closed");
        });
    }

    @Test
    void stoppedContextCanBeStartedAgain() {
        runner("once4j.backend=memory").run(context -> {
            context.stop();
            context.start();
            assertThat(context.getBean(OnceGuard.class).tryRun("k", () -> {})).isTrue();
        });
    }

    static final class Counter implements OnceListener {
        final AtomicInteger count = new AtomicInteger();

        @Override
        public void acquired(Acquired event) {
            count.incrementAndGet();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {
        @Bean
        NxClient client() {
            return new InMemoryNxClient();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnGuard {
        @Bean
        OnceGuard mine() {
            return OnceGuard.inMemory();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SecondGuard {
        @Bean
        Counter counter() {
            return new Counter();
        }

        @Bean
        OnceGuard first(OnceGuard.Builder builder, NxClient client) {
            return builder.sharedClient(client).build();
        }

        @Bean
        OnceGuard second(OnceGuard.Builder builder) {
            return builder.client(new InMemoryNxClient()).prefix("other:").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {
        @Bean
        Counter one() {
            return new Counter();
        }

        @Bean
        Counter two() {
            return new Counter();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoFactories {
        @Bean
        RedisConnectionFactory alpha() {
            return new LettuceConnectionFactory("localhost", RealRedis.shared().port());
        }

        @Bean
        RedisConnectionFactory beta() {
            return new LettuceConnectionFactory("localhost", RealRedis.freePort());
        }
    }
}
