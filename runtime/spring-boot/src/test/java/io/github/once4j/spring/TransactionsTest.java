package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.spring.bank.AccountsOnce;
import io.github.once4j.spring.bank.BankApplication;
import io.github.once4j.spring.bank.Caller;
import io.github.once4j.spring.bank.WholeClassOnce;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A key that is acquired in a transaction is held until the transaction has ended. */
@Timeout(120)
class TransactionsTest {
    private static final int ROUNDS = 1_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @org.jspecify.annotations.Nullable ConfigurableApplicationContext context;

    private ConfigurableApplicationContext start(String url, String... more) {
        context = new SpringApplicationBuilder(BankApplication.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(more)
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.datasource.url=" + url,
                        "spring.data.redis.port=" + RealRedis.shared().port())
                .run();
        return context;
    }

    private ConfigurableApplicationContext h2() {
        return start("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        if (context != null) {
            context.close();
        }
    }

    @Test
    void nextHolderSeesTheCommittedRowOnH2() throws Exception {
        race(h2());
    }

    @Test
    void nextHolderSeesTheCommittedRowOnPostgres() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().start()) {
            race(start(postgres.getJdbcUrl("postgres", "postgres")));
        }
    }

    /** Two threads add one to a row that they read without a lock: each addition counts only if keys outlive commits. */
    private void race(ConfigurableApplicationContext bank) throws Exception {
        AccountsOnce accounts = bank.getBean(AccountsOnce.class);
        var start = new CountDownLatch(1);
        Runnable adding = () -> {
            try {
                start.await();
            } catch (InterruptedException stop) {
                return;
            }
            for (int done = 0; done < ROUNDS / 2; ) {
                if (accounts.add("race")) {
                    done++;
                }
            }
        };
        Future<?> one = threads.submit(adding);
        Future<?> two = threads.submit(adding);
        start.countDown();
        one.get();
        two.get();
        assertThat(balance(bank)).isEqualTo(ROUNDS);
    }

    private static int balance(ConfigurableApplicationContext bank) {
        Integer balance = bank.getBean(JdbcTemplate.class).queryForObject("select balance from account", Integer.class);
        return balance == null ? -1 : balance;
    }

    @Test
    void callersTransactionHoldsTheKeyUntilItHasEnded() {
        ConfigurableApplicationContext bank = h2();
        OnceGuard guard = bank.getBean(OnceGuard.class);
        Caller caller = bank.getBean(Caller.class);

        caller.inTransaction(() -> {
            assertThat(bank.getBean(AccountsOnce.class).addPlain("outer")).isTrue();
            assertThat(guard.isLocked("plain-outer"))
                    .as("after the body, before the commit")
                    .isTrue();
        });
        await().until(() -> !guard.isLocked("plain-outer"));
        assertThat(balance(bank)).isEqualTo(1);
    }

    @Test
    void rollbackReleasesTheKey() {
        ConfigurableApplicationContext bank = h2();
        OnceGuard guard = bank.getBean(OnceGuard.class);
        assertThatThrownBy(() -> bank.getBean(AccountsOnce.class).fail("rollback"))
                .hasMessage("no");
        await().until(() -> !guard.isLocked("fail-rollback"));
        assertThat(balance(bank)).isZero();
    }

    @Test
    void newAndNestedTransactionsInTheCallers() {
        ConfigurableApplicationContext bank = h2();
        OnceGuard guard = bank.getBean(OnceGuard.class);
        AccountsOnce accounts = bank.getBean(AccountsOnce.class);
        bank.getBean(Caller.class).inTransaction(() -> {
            accounts.inNew("x");
            await().until(() -> !guard.isLocked("new-x"));
            accounts.inNested("x");
            assertThat(guard.isLocked("nested-x")).isTrue();
        });
        await().until(() -> !guard.isLocked("nested-x"));
        assertThat(balance(bank)).isEqualTo(1);
    }

    @Test
    void releaseByForceBeforeTheCommitRollsBack() {
        ConfigurableApplicationContext bank = h2();
        AccountsOnce accounts = bank.getBean(AccountsOnce.class);
        try (var stranger = OnceGuard.builder()
                .client(io.github.once4j.runtime.lettuce.LettuceNxClient.connect(
                        RealRedis.shared().uri()))
                .build()) {
            assertThatThrownBy(() -> bank.getBean(Caller.class).inTransaction(() -> {
                        accounts.addPlain("forced");
                        assertThat(stranger.release("plain-forced")).isTrue();
                    }))
                    .isInstanceOf(OnceLeaseLostException.class)
                    .hasMessageContaining("plain-forced");
        }
        assertThat(balance(bank)).isZero();
    }

    @Test
    void annotationOnTheClass() {
        ConfigurableApplicationContext bank = h2();
        assertThat(bank.getBean(WholeClassOnce.class).add("class")).isTrue();
        await().until(() -> !bank.getBean(OnceGuard.class).isLocked("class-class"));
        assertThat(balance(bank)).isEqualTo(1);
    }

    @Test
    void asyncMethodsKeyWaitsForItsStageAndTheTransaction() {
        ConfigurableApplicationContext bank = h2();
        OnceGuard guard = bank.getBean(OnceGuard.class);
        AccountsOnce accounts = bank.getBean(AccountsOnce.class);
        bank.getBean(Caller.class).inTransaction(() -> {
            assertThat(accounts.later(CompletableFuture.completedFuture("done")).join())
                    .isEqualTo("done");
            assertThat(guard.isLocked("later")).as("its stage has ended first").isTrue();
        });
        await().until(() -> !guard.isLocked("later"));

        var stage = new CompletableFuture<String>();
        var result = new CompletableFuture<CompletableFuture<String>>();
        bank.getBean(Caller.class).inTransaction(() -> result.complete(accounts.later(stage)));
        await().until(() -> guard.isLocked("later"));
        stage.complete("done");
        assertThat(result.join().join()).isEqualTo("done");
        await().until(() -> !guard.isLocked("later"));
    }

    @Test
    void ignoredTransactionsHoldNothing() {
        ConfigurableApplicationContext bank =
                start("jdbc:h2:mem:ignored;DB_CLOSE_DELAY=-1", "once4j.transactions=ignore");
        bank.getBean(Caller.class).inTransaction(() -> {
            bank.getBean(AccountsOnce.class).addPlain("ignored");
            assertThat(bank.getBean(OnceGuard.class).isLocked("plain-ignored")).isFalse();
        });
    }
}
