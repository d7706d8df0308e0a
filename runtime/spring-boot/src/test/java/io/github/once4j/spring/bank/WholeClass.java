package io.github.once4j.spring.bank;

import io.github.once4j.Once;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The transaction is on the class. */
@Service
@Transactional
public abstract class WholeClass {
    private final JdbcTemplate database;

    protected WholeClass(JdbcTemplate database) {
        this.database = database;
    }

    @Once(key = "class-{name}", returnOnLocked = "false")
    public boolean add(String name) {
        return database.update("update account set balance = balance + 1") == 1;
    }
}
