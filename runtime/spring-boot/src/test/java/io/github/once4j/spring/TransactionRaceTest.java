package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.servers.RealPostgres;
import io.github.once4j.spring.bank.AccountsOnce;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two threads add one to a row that they read without a lock: each addition counts only if keys outlive commits. For as long as
 * {@code -Plong -Donce4j.rounds} says.
 */
class TransactionRaceTest {
    private static final int ROUNDS = Integer.getInteger("once4j.rounds", 200);

    @Test
    void nextHolderSeesTheCommittedRowOnH2() {
        race("jdbc:h2:mem:race;DB_CLOSE_DELAY=-1");
    }

    @Test
    @Tag("postgres")
    void nextHolderSeesTheCommittedRowOnPostgres() {
        try (var postgres = RealPostgres.start()) {
            race(postgres.url());
        }
    }

    private static void race(String url) {
        try (var bank = Bank.open(url)) {
            var accounts = bank.get(AccountsOnce.class);
            var start = new CountDownLatch(1);
            Runnable adding = () -> {
                await(start);
                for (int done = 0; done < ROUNDS / 2; ) {
                    if (accounts.add("race")) {
                        done++;
                    }
                }
            };
            var one = CompletableFuture.runAsync(adding);
            var two = CompletableFuture.runAsync(adding);
            start.countDown();
            one.join();
            two.join();
            assertThat(bank.balance()).isEqualTo(ROUNDS / 2 * 2);
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
