package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.servers.RealRedis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Two nodes of one application, with one schedule and clocks that differ: each tick runs on one of them. */
final class SpringTest {
    private static final int TICKS = 3;
    private static final Duration SKEW = Duration.ofMillis(300);

    @Test
    void scheduledJobRunsOncePerTickOnTwoContextsWithOneRedis() {
        try (var redis = RealRedis.start();
                var node = start(redis, Clock.systemUTC());
                var ahead = start(redis, Clock.offset(Clock.systemUTC(), SKEW))) {
            // The first tick loads classes, and may have found one node only.
            await().atMost(Duration.ofSeconds(10)).until(() -> runs(node, ahead).size() > TICKS);
            List<Instant> runs = runs(node, ahead);
            List<Instant> ticks = runs.subList(runs.size() - TICKS, runs.size());

            for (int i = 1; i < TICKS; i++) {
                assertThat(Duration.between(ticks.get(i - 1), ticks.get(i)))
                        .isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
            }
            assertThat(skips(node) + skips(ahead))
                    .as("ticks that found the other node's key")
                    .isGreaterThanOrEqualTo(TICKS - 1);
        }
    }

    @Test
    void containerSeesTheGuardedClassAlone() {
        try (var redis = RealRedis.start();
                var node = start(redis, Clock.systemUTC())) {
            assertThat(node.getBeansOfType(TickJob.class).values())
                    .singleElement()
                    .isInstanceOf(TickJobOnce.class);
        }
    }

    /** Starts the application on a machine with this clock: the scheduler reads its cron expressions by it. */
    private static ConfigurableApplicationContext start(RealRedis redis, Clock clock) {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setClock(clock);
        scheduler.initialize();
        return new SpringApplicationBuilder(TickApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(node -> node.getBeanFactory().registerSingleton("taskScheduler", scheduler))
                .listeners((ApplicationListener<ContextClosedEvent>) closed -> scheduler.shutdown())
                .run("--redis=" + redis.uri());
    }

    private static List<Instant> runs(ConfigurableApplicationContext... nodes) {
        return Stream.of(nodes)
                .flatMap(node -> node.getBean(TickJob.class).runs().stream())
                .sorted()
                .toList();
    }

    private static long skips(ConfigurableApplicationContext node) {
        return node.getBean(SkipCounter.class).count();
    }
}
