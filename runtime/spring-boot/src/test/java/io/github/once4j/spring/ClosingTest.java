package io.github.once4j.spring;

import static io.github.once4j.spring.Contexts.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What a context that closes still allows, and what it leaves behind. */
@Timeout(60)
class ClosingTest {
    @ParameterizedTest
    @ValueSource(strings = {"20s", "9223372036854775807s"})
    void noThreadAndNoConnectionIsLeft(String timeout) {
        try (var redis = RealRedis.start()) {
            Set<Thread> before = threads();
            runner("spring.data.redis.port=" + redis.port(), "once4j.close-timeout=" + timeout)
                    .run(context -> {
                        OnceGuard guard = context.getBean(OnceGuard.class);
                        assertThat(guard.tryRun("k", () -> {})).isTrue();
                        assertThat(connections(redis)).isGreaterThan(1);
                    });
            await().untilAsserted(() -> {
                Set<Thread> left = threads();
                left.removeAll(before);
                assertThat(left).isEmpty();
            });
            await().until(() -> connections(redis) == 1); // that of the question
        }
    }

    @Test
    void contextThatWasStoppedClosesItsGuardsAsAnyOther() {
        Set<Thread> before = threads();
        runner("once4j.backend=memory").run(context -> {
            OnceGuard guard = context.getBean(OnceGuard.class);
            context.stop();
            assertThat(guard.tryRun("k", () -> {})).isTrue();
        });
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    @Test
    void guardThatNobodyAskedForIsNotCreated() {
        var created = new AtomicInteger();
        Supplier<OnceGuard> guards = () -> {
            created.incrementAndGet();
            return OnceGuard.inMemory();
        };
        runner("once4j.backend=memory")
                .withBean("first", OnceGuard.class, guards, bean -> bean.setPrimary(true))
                .withBean("lazy", OnceGuard.class, guards, bean -> bean.setLazyInit(true))
                .withBean("prototype", OnceGuard.class, guards, bean -> bean.setScope("prototype"))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(created).hasValue(1);
    }

    private static long connections(RealRedis redis) {
        return redis.run("CLIENT", "LIST").lines().count();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(once4j|lettuce|redis).*"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void applicationsFactoryOutlivesTheGuard() {
        runner("spring.data.redis.port=" + RealRedis.shared().port())
                .withBean(Farewell.class)
                .run(context -> {
                    Farewell farewell = context.getBean(Farewell.class);
                    context.close();
                    assertThat(farewell.reply).isCompletedWithValue("PONG");
                });
    }

    /** Says goodbye to Redis when the guard is closed, and before Spring closes the factory. */
    static final class Farewell implements SmartLifecycle {
        final CompletableFuture<String> reply = new CompletableFuture<>();
        private final RedisConnectionFactory redis;
        private boolean running;

        Farewell(RedisConnectionFactory redis) {
            this.redis = redis;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            try (var connection = redis.getConnection()) {
                reply.complete(String.valueOf(connection.ping()));
            }
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 1;
        }
    }

    @Test
    void jobThatRunsMayCallGuardedMethodsWhileTheContextCloses() {
        var started = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        var ran = new CompletableFuture<Boolean>();
        runner("once4j.backend=memory")
                .withBean(ThreadPoolTaskScheduler.class)
                .withInitializer(context -> context.addApplicationListener(
                        (ApplicationListener<ContextClosedEvent>) event -> closing.countDown()))
                .run(context -> {
                    OnceGuard guard = context.getBean(OnceGuard.class);
                    context.getBean(ThreadPoolTaskScheduler.class)
                            .schedule(
                                    () -> {
                                        started.countDown();
                                        ran.complete(runsLate(guard, closing));
                                    },
                                    Instant.now());
                    started.await();
                    context.close();
                });
        assertThat(ran).isCompletedWithValue(true);
    }

    private static boolean runsLate(OnceGuard guard, CountDownLatch closing) {
        try {
            closing.await();
            Thread.sleep(100); // the guard would have begun to close
            return guard.tryRun("late", () -> {});
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    @Test
    void guardsCloseAfterExecutorsAndBeforeConnectionFactories() {
        assertThat(OnceLifecycle.PHASE).isPositive().isLessThan(ExecutorConfigurationSupport.DEFAULT_PHASE);
    }

    @Test
    void bodyThatDoesNotEndIsNotWaitedForLongerThanTheTimeout() {
        var started = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        runner("once4j.backend=memory", "once4j.close-timeout=300ms").run(context -> {
            OnceGuard guard = context.getBean(OnceGuard.class);
            var body = CompletableFuture.runAsync(() -> guard.tryRun("endless", () -> {
                started.countDown();
                try {
                    end.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
            started.await();
            long began = System.nanoTime();
            context.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
            assertThat(body).isNotDone();
            end.countDown();
            body.join();
        });
    }
}
