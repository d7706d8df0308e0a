package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Contexts with a parent. */
class HierarchyTest {
    private static final ApplicationContextRunner CHILD =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(OnceAutoConfiguration.class));

    @Test
    void childUsesTheGuardOfItsParentAndDoesNotCloseIt() {
        CHILD.withPropertyValues("once4j.backend=memory").run(parent -> {
            OnceGuard guard = parent.getBean(OnceGuard.class);
            CHILD.withParent(parent).run(child -> {
                assertThat(child.getBean(OnceGuard.class)).isSameAs(guard);
                child.close();
            });
            assertThat(guard.tryRun("k", () -> {})).isTrue();
        });
    }

    @Test
    void backendOfTheParentIsFound() {
        var redis = new LettuceConnectionFactory("localhost", RealRedis.shared().port());
        new ApplicationContextRunner()
                .withBean(RedisConnectionFactory.class, () -> redis)
                .run(parent -> CHILD.withParent(parent)
                        .run(child -> assertThat(child.getBean(OnceGuard.class).toString())
                                .contains("Redis at localhost")));
        new ApplicationContextRunner()
                .withBean(DataSource.class, () -> new DriverManagerDataSource("jdbc:h2:mem:parent;DB_CLOSE_DELAY=-1"))
                .run(parent -> CHILD.withParent(parent)
                        .withPropertyValues("once4j.jdbc.create-table=true")
                        .run(child -> assertThat(child.getBean(OnceGuard.class).toString())
                                .contains("H2")));
    }
}
