package io.github.once4j.spring.bank;

import io.github.once4j.Once;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the balance and writes it: correct only if it is done once at a time, commit included. */
@Service
public abstract class Accounts {
    private final JdbcTemplate database;

    protected Accounts(JdbcTemplate database) {
        this.database = database;
    }

    private boolean addOne() {
        Integer balance = database.queryForObject("select balance from account", Integer.class);
        database.update("update account set balance = ?", balance == null ? 0 : balance + 1);
        return true;
    }

    @Transactional
    @Once(key = "add-{name}", returnOnLocked = "false")
    public boolean add(String name) {
        return addOne();
    }

    @Once(key = "plain-{name}", returnOnLocked = "false")
    public boolean addPlain(String name) {
        return addOne();
    }

    @Transactional
    @Once(key = "fail-{name}")
    public void fail(String name) {
        addOne();
        throw new IllegalStateException("no");
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    @Once(key = "new-{name}")
    public void inNew(String name) {}

    @Transactional(propagation = Propagation.NESTED)
    @Once(key = "nested-{name}")
    public void inNested(String name) {
        addOne();
    }

    @Transactional(propagation = Propagation.NESTED)
    @Once(key = "broken-{name}")
    public void failNested(String name) {
        fail(name);
    }

    @Once(key = "kept-{name}", keepAfterSuccess = "1h")
    public void kept(String name) {
        addOne();
    }

    @Transactional
    @Once(key = "later", returnOnLocked = "locked")
    public CompletableFuture<String> later(CompletableFuture<String> stage) {
        return stage;
    }
}
