package io.github.once4j.runtime.jdbc;

import static io.github.once4j.runtime.jdbc.JdbcFixture.LONG;
import static io.github.once4j.runtime.jdbc.JdbcFixture.SHORT;
import static io.github.once4j.runtime.jdbc.JdbcFixture.failure;
import static io.github.once4j.runtime.jdbc.JdbcFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** What ends after a time. Most of it is waiting: all are under way at once, each with a database and threads of its own. */
final class JdbcTimeoutTest {
    @TestFactory
    Stream<DynamicTest> timeouts() {
        List<DynamicTest> started = List.of(
                start("threads end when they are idle, and when the client is closed", JdbcTimeoutTest::threadsEnd),
                start("renewals do not wait for a locked row among them", JdbcTimeoutTest::renewalsDoNotWait),
                start("an operation that gets its connection too late is not executed", JdbcTimeoutTest::tooLate),
                start(
                        "a row that another transaction has locked is given up, and nothing was changed",
                        JdbcTimeoutTest::rowIsGivenUp));
        return started.stream();
    }

    private static DynamicTest start(String name, ThrowingConsumer<JdbcFixture> test) {
        var outcome = new CompletableFuture<Optional<Throwable>>();
        Runnable run = () -> {
            try (var fixture = new JdbcFixture()) {
                test.accept(fixture);
                outcome.complete(Optional.empty());
            } catch (Throwable failed) {
                outcome.complete(Optional.of(failed));
            }
        };
        new Thread(new ThreadGroup(name), run, name).start();
        return DynamicTest.dynamicTest(name, () -> {
            Optional<Throwable> failed = outcome.join();
            if (failed.isPresent()) {
                throw failed.get();
            }
        });
    }

    private static void threadsEnd(JdbcFixture jdbc) throws Exception {
        get(jdbc.acquire("a", LONG));
        get(jdbc.client.renew(new RenewRequest("a", Token.of("token"), LONG)));
        ThreadGroup group = Thread.currentThread().getThreadGroup(); // Awaitility asks from a thread of its own
        assertThat(threads(group)).isNotEmpty().allMatch(each -> each.isDaemon());
        await().atMost(LONG).until(() -> threads(group).isEmpty());
        get(jdbc.acquire("b", LONG));
        jdbc.client.close();
        await().atMost(Duration.ofSeconds(4)).until(() -> threads(group).isEmpty());
        assertThat(failure(jdbc.acquire("c", LONG)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("closed");
    }

    private static List<Thread> threads(ThreadGroup group) {
        var found = new Thread[100];
        int count = group.enumerate(found);
        return Stream.of(found)
                .limit(count)
                .filter(each -> each.getName().startsWith("once4j-jdbc"))
                .toList();
    }

    private static void renewalsDoNotWait(JdbcFixture jdbc) throws Exception {
        List<RenewRequest> requests = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            get(jdbc.acquire(key, LONG));
            requests.add(new RenewRequest(key, Token.of("token"), LONG));
        }
        try (Connection other = jdbc.lockRow("b")) {
            List<CompletionStage<Boolean>> renewed = jdbc.client.renewAll(requests);
            assertThat(get(renewed.get(0))).isTrue();
            assertThat(get(renewed.get(2))).isTrue();
            assertThat(failure(renewed.get(1))).isInstanceOf(NotExecutedException.class);
            other.rollback();
        }
        assertThat(get(jdbc.client.renew(requests.get(1)))).isTrue();
    }

    private static void tooLate(JdbcFixture jdbc) throws Exception {
        List<Connection> taken = RealDatabase.takeAll(jdbc.pool);
        CompletionStage<AcquireResult> late = jdbc.acquire("a", LONG);
        TimeUnit.MILLISECONDS.sleep(2500); // for longer than an operation may wait
        RealDatabase.closeAll(taken);
        assertThat(failure(late))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("is the pool large enough?");
        assertThat(get(jdbc.client.holder("a"))).isEmpty();
    }

    private static void rowIsGivenUp(JdbcFixture jdbc) throws Exception {
        get(jdbc.acquire("a", SHORT));
        try (Connection other = jdbc.lockRow("a")) {
            long begin = System.nanoTime();
            assertThat(failure(jdbc.acquire("a", LONG)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("canceling statement");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(10));
            other.rollback();
        }
        assertThat(get(jdbc.client.holder("a"))).isEmpty();
    }
}
