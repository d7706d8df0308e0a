package io.github.once4j.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.once4j.readme.Keys.Customer;
import io.github.once4j.readme.Keys.Invoice;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceNotInitializedException;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.test.ForwardingNxClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the examples, and checks what their comments say. */
final class UsageTest {
    private final OnceGuard guard = OnceGuard.inMemory();

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void guardsAreBuiltAndOneIsMadeGlobal() {
        List<String> asked = new ArrayList<>();
        var closed = new AtomicInteger();
        Usage.guards(new ForwardingNxClient(new InMemoryNxClient()) {
            @Override
            public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
                asked.add(request.key());
                return super.acquire(request);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                super.close();
            }
        });
        assertThat(asked).as("by the global guard").containsExactly("billing:report-acme-8");
        assertThat(closed).hasValue(1);
        var reports = new ReportServiceOnce();
        assertThatThrownBy(() -> reports.build("acme", new ReportService.Order(7)))
                .isInstanceOf(OnceNotInitializedException.class);
    }

    private static void whileHeld(OnceGuard guard, String key, Runnable body) {
        assertThat(guard.tryRun(key, body)).isTrue();
    }

    @Test
    void keysAreAskedFor() {
        Usage.byKey(guard);
        assertThat(guard.isLocked("nightly")).isFalse();
    }

    @Test
    void keysAreKeptInADatabase() {
        var database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:usage;DB_CLOSE_DELAY=-1;INIT=create schema if not exists locks");
        try (OnceGuard here =
                        OnceGuard.builder().client(Usage.ownTable(database)).build();
                OnceGuard other =
                        OnceGuard.builder().client(Usage.ownTable(database)).build()) {
            whileHeld(here, "a", () -> assertThat(other.isLocked("a")).isTrue());
            assertThat(other.isLocked("a")).isFalse();
        }
        assertThatThrownBy(() -> Usage.database(database)).hasMessageContaining("Table `once_lock` does not exist");
    }

    @Test
    void subscriptionIsACall() {
        assertThat(Usage.reactive(guard).block()).isEqualTo(46.0);
    }

    @Test
    void keyIsThatOfShedLock() throws Exception {
        var client = new InMemoryNxClient();
        try (OnceGuard beside = Usage.besideShedLock(client)) {
            whileHeld(
                    beside,
                    "report",
                    () -> assertThat(client.holder("job-lock:default:report"))
                            .isCompletedWithValueMatching(Optional::isPresent));
        }
    }

    @Test
    void keyIsThatOfThePythonSide() throws Exception {
        var client = new InMemoryNxClient();
        try (OnceGuard beside = Usage.besidePython(client)) {
            whileHeld(
                    beside,
                    "a-1",
                    () -> assertThat(client.holder("PYC-a-1-once")).isCompletedWithValueMatching(Optional::isPresent));
        }
    }

    @Test
    void lockedCallIsToldByWhom() {
        var imports = new ImportServiceOnce(guard);
        var text = new ByteArrayOutputStream();
        var log = new PrintStream(text, true, UTF_8);
        var rows = List.of("x", "y").iterator();

        whileHeld(guard, "import-a.csv", () -> Usage.raised(imports, rows, log));
        assertThat(text.toString(UTF_8))
                .contains("key `import-a.csv` is held by process "
                        + ProcessHandle.current().pid() + " on ")
                .contains(" since ");
        Usage.raised(imports, rows, log);
        assertThat(imports.imported()).isEqualTo(2);
    }

    @Test
    void overloadsHaveNamesOfTheirOwn() {
        var imports = new ImportServiceOnce(guard);
        imports.cleanUp();
        assertThat(imports.isLockedCleanUp()).as("held at least 0.9 s").isTrue();
        assertThat(imports.isLockedCleanUpTenant("acme")).isFalse();
    }

    @Test
    void keyIsRenderedAsItsCommentSays() {
        var keys = new KeysOnce(guard, "eu");
        var invoice = new Invoice(2041, new Customer("c7", "Acme"));
        whileHeld(
                guard,
                "eu:invoice-c7-2041",
                () -> assertThat(keys.send(invoice)).isNull());
        assertThat(keys.send(invoice)).isEqualTo("Acme");
    }

    @Test
    void lockedCallsAnswerWhatTheirCommentsSay() {
        var answers = new LockedAnswersOnce(guard);
        whileHeld(guard, "find-a", () -> assertThat(answers.find("a")).isEmpty());
        whileHeld(guard, "list-a", () -> assertThat(answers.list("a")).isEmpty());
        whileHeld(guard, "count-a", () -> assertThat(answers.count("a")).isEqualTo(-1));
        whileHeld(guard, "load-a", () -> assertThat(answers.load("a").join()).isEqualTo("busy"));
        assertThat(answers.load("a").join()).isEqualTo("a");
    }

    @Test
    void skipsAreCounted() throws Exception {
        var metrics = new SkipMetrics();
        var pool = Executors.newSingleThreadExecutor();
        var client = new InMemoryNxClient();
        try (OnceGuard other = OnceGuard.builder().sharedClient(client).build()) {
            whileHeld(other, "sync-a", () -> Usage.listener(client, metrics, pool));
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(5, SECONDS)).isTrue();
        assertThat(metrics.skips).containsExactly(entry("sync", 1));
    }

    @Test
    void workIsDoneOnceAndWaitsForItsTurn() {
        try (OnceGuard guard = OnceGuard.inMemory()) {
            var webhooks = new WebhooksOnce(guard);
            webhooks.received("e1");
            webhooks.received("e1");
            assertThat(webhooks.handled).containsExactly("e1");
            assertThat(webhooks.holderOfReceived("e1").orElseThrow().finished()).isTrue();
            assertThat(webhooks.book(7, 100)).isTrue();
            var sent = new AtomicInteger();
            Usage.options(guard, sent::incrementAndGet);
            assertThat(guard.isLocked("mail-acme")).isTrue();
            assertThat(sent).hasValue(1);
        }
    }
}
