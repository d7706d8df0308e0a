package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.testkit.RealRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes of one application, with one schedule: each tick runs on one of them. */
final class SpringTest {
    private static final int TICKS = 3;

    @Test
    void scheduledJobRunsOncePerTickOnTwoContextsWithOneRedis() {
        try (var redis = RealRedis.start();
                var first = start(redis);
                var second = start(redis)) {
            // The first tick may have found one node only.
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> runs(first, second).size() > TICKS);
            List<Long> seconds =
                    runs(first, second).stream().map(Instant::getEpochSecond).toList();

            assertThat(seconds)
                    .containsExactlyElementsOf(LongStream.range(0, seconds.size())
                            .map(i -> seconds.get(0) + i)
                            .boxed()
                            .toList());
            assertThat(skips(first) + skips(second))
                    .as("ticks that found the other node's key")
                    .isGreaterThanOrEqualTo(TICKS - 1);
        }
    }

    @Test
    void containerSeesTheGuardedClassAlone() {
        try (var redis = RealRedis.start();
                var context = start(redis)) {
            assertThat(context.getBeansOfType(TickJob.class).values())
                    .singleElement()
                    .isInstanceOf(TickJobOnce.class);
        }
    }

    private static ConfigurableApplicationContext start(RealRedis redis) {
        return new SpringApplicationBuilder(TickApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run("--redis=" + redis.uri());
    }

    private static List<Instant> runs(ConfigurableApplicationContext... nodes) {
        return Stream.of(nodes)
                .flatMap(node -> node.getBean(TickJob.class).runs().stream())
                .sorted()
                .toList();
    }

    private static long skips(ConfigurableApplicationContext node) {
        return node.getBean(OnceGuard.class).skips().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
