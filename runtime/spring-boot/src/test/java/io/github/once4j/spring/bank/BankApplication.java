package io.github.once4j.spring.bank;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** An account with a balance. */
@SpringBootApplication(proxyBeanMethods = false)
public class BankApplication {
    @Bean
    InitializingBean account(JdbcTemplate database) {
        return () -> {
            database.execute("create table account (balance int not null)");
            database.update("insert into account values (0)");
        };
    }
}
