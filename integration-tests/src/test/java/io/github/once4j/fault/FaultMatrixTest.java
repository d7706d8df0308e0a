package io.github.once4j.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.servers.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The protocol's table of faults, each row against real servers. Most of a row is waiting, so many are under way at once,
 * each with servers of its own. {@code -Dfaults=cut} runs the rows with this text in their fault. Linux only: signals,
 * PostgreSQL's binary, and one monotonic clock for all processes.
 */
@EnabledOnOs(OS.LINUX)
final class FaultMatrixTest {
    private static final int AT_ONCE = 16;
    private static final List<Result> RESULTS = new ArrayList<>();

    /** What breaks here is logged by those whom it meets, in thousands of lines. Held, or the level would be forgotten. */
    private static final List<Logger> QUIET =
            Stream.of("io.lettuce", "io.github.once4j").map(Logger::getLogger).toList();

    /** What came of a row. */
    record Result(
            Row row, String observed, long millis, @Nullable Throwable failure) {}

    @BeforeAll
    static void quiet() {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @TestFactory
    Stream<DynamicTest> everyFault() {
        String wanted = System.getProperty("faults", "");
        var slots = new Semaphore(AT_ONCE, true);
        List<Row> rows = Stream.of(
                        FailoverRows.rows(),
                        DatabaseRows.rows(),
                        LoadRows.rows(),
                        AcquireRows.rows(),
                        HeldRows.rows(),
                        TakenRows.rows(),
                        ReleaseRows.rows(),
                        ServerRows.rows(),
                        ClusterRows.rows(),
                        ReconnectRows.rows(),
                        ProcessRows.rows())
                .flatMap(List::stream)
                .filter(row -> row.fault().contains(wanted))
                .filter(row -> RealRedis.runsScripts() || !row.needsScripts())
                .toList();
        List<CompletableFuture<Result>> results =
                rows.stream().map(row -> start(row, slots)).toList();
        return Stream.iterate(0, i -> i < rows.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(rows.get(i).fault(), () -> {
                    Result result = results.get(i).join();
                    RESULTS.add(result);
                    if (result.failure() != null) {
                        throw new AssertionError(result.observed(), result.failure());
                    }
                }));
    }

    private static CompletableFuture<Result> start(Row row, Semaphore slots) {
        var result = new CompletableFuture<Result>();
        new Thread(new ThreadGroup(row.fault()), () -> result.complete(result(row, slots)), "row").start();
        return result;
    }

    private static Result result(Row row, Semaphore slots) {
        slots.acquireUninterruptibly();
        long begin = System.nanoTime();
        String observed = "";
        Throwable failure = null;
        try (var scene = new Scene()) {
            observed = row.check().observe(scene);
            scene.settle();
        } catch (Exception | AssertionError thrown) {
            failure = thrown;
            observed +=
                    " FAILED: " + String.valueOf(thrown.getMessage()).strip().replaceAll("\\s+", " ");
        } finally {
            slots.release();
        }
        return new Result(row, observed, (System.nanoTime() - begin) / 1_000_000, failure);
    }

    @AfterAll
    static void print() throws IOException {
        QUIET.forEach(logger -> logger.setLevel(null));
        var table = new StringBuilder();
        line(table, "fault", "expected", "observed", "took", "");
        for (Result result : RESULTS) {
            line(
                    table,
                    result.row().fault(),
                    result.row().expected(),
                    result.observed(),
                    String.format(Locale.ROOT, "%.1f s", result.millis() / 1000.0),
                    result.failure() == null ? "ok" : "FAILED");
        }
        System.out.println(table);
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("fault-matrix.txt"), table);
        assertThat(RESULTS).isNotEmpty();
    }

    private static void line(
            StringBuilder table, String fault, String expected, String observed, String took, String ok) {
        table.append(
                String.format(Locale.ROOT, "%-50s | %-72s | %-80s | %7s | %s%n", fault, expected, observed, took, ok));
    }
}
