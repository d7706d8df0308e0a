package io.github.once4j.spring.bank;

import io.github.once4j.runtime.OnceGuard;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** An account with a balance. */
@SpringBootApplication(proxyBeanMethods = false)
public class BankApplication {
    @Bean
    @ConditionalOnProperty(name = "bank.guard", havingValue = "own")
    OnceGuard own() {
        return OnceGuard.inMemory();
    }

    @Bean
    InitializingBean account(JdbcTemplate database) {
        return () -> {
            database.execute("create table account (balance int not null)");
            database.update("insert into account values (0)");
        };
    }
}
