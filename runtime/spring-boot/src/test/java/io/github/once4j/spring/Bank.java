package io.github.once4j.spring;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.spring.bank.BankApplication;
import io.github.once4j.spring.bank.Caller;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application with a database, which a test opens. */
record Bank(ConfigurableApplicationContext context) implements AutoCloseable {
    static Bank open(String url, String... properties) {
        return new Bank(new SpringApplicationBuilder(BankApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties)
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.datasource.url=" + url,
                        "spring.data.redis.port=" + RealRedis.shared().port())
                .run());
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    OnceGuard guard() {
        return get(OnceGuard.class);
    }

    /** Calls in a transaction of the caller's. */
    void inTransaction(Runnable calls) {
        get(Caller.class).inTransaction(calls);
    }

    int balance() {
        Integer balance = get(JdbcTemplate.class).queryForObject("select balance from account", Integer.class);
        return balance == null ? -1 : balance;
    }

    void reset() {
        get(JdbcTemplate.class).update("update account set balance = 0");
    }

    @Override
    public void close() {
        context.close();
    }
}
