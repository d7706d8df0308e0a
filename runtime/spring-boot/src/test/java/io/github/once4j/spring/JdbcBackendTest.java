package io.github.once4j.spring;

import static io.github.once4j.spring.Contexts.assertFailure;
import static io.github.once4j.spring.Contexts.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.spring.bank.AccountsOnce;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Locks in a table of the application's database. */
class JdbcBackendTest {
    private static final String JDBC = "once4j.backend=jdbc";
    private static final String CREATE = "once4j.jdbc.create-table=true";

    private static DataSource h2(String name) {
        return new DriverManagerDataSource("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    }

    private static ApplicationContextRunner with(DataSource source, String... properties) {
        return runner(properties).withBean("database", DataSource.class, () -> source);
    }

    @Test
    void dataSourceIsFoundWhereThereIsNoRedis() {
        DataSource source = h2("found");
        with(source, CREATE)
                .withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
                .run(context -> {
                    OnceGuard guard = context.getBean(OnceGuard.class);
                    assertThat(guard.tryRun("k", () -> assertThat(rows(source)).isEqualTo(1)))
                            .isTrue();
                    assertThat(guard).hasToString("guard on H2 at jdbc:h2:mem:found");
                    context.close();
                    try (Connection open = source.getConnection()) {
                        assertThat(open.isValid(1)).isTrue();
                    }
                });
    }

    private static int rows(DataSource source) {
        Integer rows = new JdbcTemplate(source).queryForObject("select count(*) from once_lock", Integer.class);
        return rows == null ? -1 : rows;
    }

    @Test
    void redisIsFoundFirstUnlessJdbcIsSaid() {
        String redis = "spring.data.redis.port=" + RealRedis.shared().port();
        with(h2("both"), redis)
                .run(context ->
                        assertThat(context.getBean(OnceGuard.class).toString()).contains("Redis"));
        with(h2("both"), redis, JDBC, CREATE)
                .run(context ->
                        assertThat(context.getBean(OnceGuard.class).toString()).contains("H2"));
    }

    @Test
    void missingTableStopsTheStart() {
        with(h2("missing"), JDBC)
                .run(context -> assertFailure(context)
                        .contains("`once_lock` does not exist")
                        .containsIgnoringCase("create table once_lock")
                        .contains(CREATE));
    }

    /** As by Flyway or Liquibase: all of them are Spring Boot's database initializers. */
    @Test
    void tableMayBeCreatedByTheMigrationOfTheApplication() {
        try (var bank = Bank.open(
                "jdbc:h2:mem:migrated;DB_CLOSE_DELAY=-1",
                JDBC,
                "spring.sql.init.mode=always",
                "spring.sql.init.schema-locations=classpath:io/github/once4j/runtime/jdbc/h2.sql")) {
            assertThat(bank.get(AccountsOnce.class).addPlain("migrated")).isTrue();
        }
    }

    @Test
    void databaseThatIsNotThereStopsTheStartUnlessItIsLazy() {
        var gone = new DriverManagerDataSource(
                "jdbc:postgresql://localhost:" + RealRedis.freePort() + "/shop", "shop", "secret");
        with(gone, JDBC)
                .run(context -> assertFailure(context)
                        .contains("Cannot connect to the database")
                        .contains("spring.datasource.*")
                        .contains("once4j.start=lazy")
                        .doesNotContain("secret"));
        with(gone, JDBC, "once4j.start=lazy").run(context -> {
            OnceGuard guard = context.getBean(OnceGuard.class);
            assertThatThrownBy(() -> guard.tryRun("lazy", () -> {})).isInstanceOf(OnceBackendException.class);
        });
    }

    @Test
    void noDataSourceOrSeveralStopTheStart() {
        runner(JDBC)
                .run(context -> assertFailure(context)
                        .contains("there is no DataSource")
                        .contains("spring.datasource.url"));
        runner(JDBC)
                .withUserConfiguration(TwoSources.class)
                .run(context ->
                        assertFailure(context).contains("orders, reports").contains("@Primary"));
    }

    @Test
    void keyAndRowAreInOneDatabase() {
        try (var bank = Bank.open("jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1", JDBC, CREATE)) {
            bank.inTransaction(() -> {
                bank.get(AccountsOnce.class).addPlain("both");
                assertThat(bank.guard().isLocked("plain-both")).isTrue();
            });
            assertThat(bank.guard().toString()).contains("jdbc:h2:mem:bank");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoSources {
        @Bean
        DataSource orders() {
            return h2("orders");
        }

        @Bean
        DataSource reports() {
            return h2("reports");
        }
    }
}
