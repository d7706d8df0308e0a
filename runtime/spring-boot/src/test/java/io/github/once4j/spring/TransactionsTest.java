package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.spring.bank.AccountsOnce;
import io.github.once4j.spring.bank.WholeClassOnce;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A key that is acquired in a transaction is held until the transaction has ended. */
@Timeout(120)
class TransactionsTest {
    private static Bank bank;
    private static OnceGuard guard;
    private static AccountsOnce accounts;

    @BeforeAll
    static void open() {
        bank = Bank.open("jdbc:h2:mem:transactions;DB_CLOSE_DELAY=-1");
        guard = bank.guard();
        accounts = bank.get(AccountsOnce.class);
    }

    @AfterAll
    static void close() {
        bank.close();
    }

    @BeforeEach
    void reset() {
        bank.reset();
    }

    private static void awaitFree(String key) {
        await().until(() -> !guard.isLocked(key));
    }

    @Test
    void callersTransactionHoldsTheKeyUntilItHasEnded() {
        bank.inTransaction(() -> {
            assertThat(accounts.addPlain("outer")).isTrue();
            assertThat(guard.isLocked("plain-outer"))
                    .as("after the body, before the commit")
                    .isTrue();
        });
        awaitFree("plain-outer");
        assertThat(bank.balance()).isEqualTo(1);
    }

    @Test
    void rollbackReleasesTheKey() {
        assertThatThrownBy(() -> accounts.fail("rollback")).hasMessage("no");
        awaitFree("fail-rollback");
        assertThat(bank.balance()).isZero();
    }

    @Test
    void keyIsKeptAfterACommitAndNotAfterARollback() {
        bank.inTransaction(() -> accounts.kept("committed"));
        assertThat(guard.isLocked("kept-committed")).isTrue();
        assertThatThrownBy(() -> bank.inTransaction(() -> {
                    accounts.kept("rolled back");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        awaitFree("kept-rolled back");
    }

    @Test
    void newAndNestedTransactionsInTheCallers() {
        bank.inTransaction(() -> {
            accounts.inNew("x");
            awaitFree("new-x");
            accounts.inNested("x");
            assertThat(guard.isLocked("nested-x")).isTrue();
        });
        awaitFree("nested-x");
        assertThat(bank.balance()).isEqualTo(1);
    }

    @Test
    void nestedTransactionThatIsRolledBackHoldsTheKeyToo() {
        bank.inTransaction(() -> {
            assertThatThrownBy(() -> accounts.failNested("y")).hasMessage("no");
            accounts.addPlain("y");
            assertThat(guard.isLocked("plain-y")).isTrue();
        });
        awaitFree("broken-y");
        awaitFree("plain-y");
        assertThat(bank.balance()).isEqualTo(1);
    }

    @Test
    void releaseByForceBeforeTheCommitRollsBack() {
        try (var stranger = OnceGuard.builder()
                .client(io.github.once4j.runtime.lettuce.LettuceNxClient.connect(
                        io.github.once4j.servers.RealRedis.shared().uri()))
                .build()) {
            assertThatThrownBy(() -> bank.inTransaction(() -> {
                        accounts.addPlain("forced");
                        assertThat(stranger.release("plain-forced")).isTrue();
                    }))
                    .isInstanceOf(OnceLeaseLostException.class)
                    .hasMessageContaining("plain-forced");
        }
        assertThat(bank.balance()).isZero();
    }

    @Test
    void annotationOnTheClass() {
        assertThat(bank.get(WholeClassOnce.class).add("class")).isTrue();
        awaitFree("class-class");
        assertThat(bank.balance()).isEqualTo(1);
    }

    @Test
    void asyncMethodsKeyWaitsForItsStageAndTheTransaction() {
        bank.inTransaction(() -> {
            assertThat(accounts.later(CompletableFuture.completedFuture("done")).join())
                    .isEqualTo("done");
            assertThat(guard.isLocked("later")).as("its stage has ended first").isTrue();
        });
        awaitFree("later");

        var stage = new CompletableFuture<String>();
        var result = new CompletableFuture<CompletableFuture<String>>();
        bank.inTransaction(() -> result.complete(accounts.later(stage)));
        await().until(() -> guard.isLocked("later"));
        stage.complete("done");
        assertThat(result.join().join()).isEqualTo("done");
        awaitFree("later");
    }

    @Test
    void guardThatTheApplicationBuiltTakesPart() {
        try (var own = Bank.open("jdbc:h2:mem:own;DB_CLOSE_DELAY=-1", "bank.guard=own")) {
            own.inTransaction(() -> {
                own.get(AccountsOnce.class).addPlain("own");
                assertThat(own.guard().isLocked("plain-own")).isTrue();
            });
            assertThat(own.guard()).hasToString("guard on the memory of this process");
            await().until(() -> !own.guard().isLocked("plain-own"));
        }
    }

    @Test
    void ignoredTransactionsHoldNothing() {
        try (var ignoring = Bank.open("jdbc:h2:mem:ignored;DB_CLOSE_DELAY=-1", "once4j.transactions=ignore")) {
            ignoring.inTransaction(() -> {
                ignoring.get(AccountsOnce.class).addPlain("ignored");
                assertThat(ignoring.guard().isLocked("plain-ignored")).isFalse();
            });
        }
    }
}
