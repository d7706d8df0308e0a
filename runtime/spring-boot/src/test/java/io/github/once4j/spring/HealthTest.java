package io.github.once4j.spring;

import static io.github.once4j.spring.Contexts.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.servers.RealRedis;
import org.junit.jupiter.api.Test;

/** The health indicator, which is off unless it is asked for. */
class HealthTest {
    @Test
    void healthIsDownWhileTheServerIs() throws Exception {
        try (var redis = RealRedis.start()) {
            runner("spring.data.redis.port=" + redis.port(), "management.health.once.enabled=true")
                    .run(context -> {
                        Object indicator = context.getBean("onceHealthIndicator");
                        assertThat(health(indicator)).contains("UP").contains("localhost:" + redis.port());
                        redis.stop();
                        assertThat(health(indicator)).contains("DOWN").contains("OnceBackendException");
                    });
        }
        runner("once4j.backend=memory").run(context -> assertThat(context).doesNotHaveBean("onceHealthIndicator"));
    }

    /** By reflection: its type moved in Boot 4. */
    private static String health(Object indicator) throws ReflectiveOperationException {
        var method = indicator.getClass().getSuperclass().getMethod("health");
        return String.valueOf(method.invoke(indicator));
    }
}
