package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.BOUNDS;
import static io.github.once4j.fault.Scene.LEASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceBackendException;
import java.time.Duration;
import java.util.List;

/** Connections that are half open or only seem so, and one that leads to an older server. */
final class ReconnectRows {
    private ReconnectRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        "half open, and only isLocked is called",
                        "replaced after two time-outs",
                        ReconnectRows::onlyQuestions),
                new Row(
                        "silent for 1.5 C with two calls in flight",
                        "one stall: the connection is kept",
                        ReconnectRows::oneStall),
                new Row(
                        "fail-over to a server without SET NX GET",
                        "the script, at once",
                        ReconnectRows::olderServer,
                        true));
    }

    private static String onlyQuestions(Scene scene) throws Exception {
        App app = scene.app(scene.redis());
        FaultProxy line = scene.line(app);
        line.halfOpen();
        long since = System.nanoTime();
        int failures = 0;
        while (true) {
            try {
                assertThat(app.guard.isLocked("k")).isFalse();
                break;
            } catch (OnceBackendException silent) {
                failures++;
            }
        }
        Duration healed = Duration.ofNanos(System.nanoTime() - since);
        assertThat(healed).isLessThan(BOUNDS.commandTimeout().multipliedBy(3).plus(Bounds.SLACK));
        assertThat(line.accepted()).isEqualTo(2);
        return "answered after " + seconds(healed) + " and " + failures + " failures";
    }

    private static String oneStall(Scene scene) throws Exception {
        App app = scene.app(scene.redis(), Duration.ofSeconds(15), Quiet.LISTENER); // C is a second
        FaultProxy line = scene.line(app);
        line.stall();
        Call first = app.call("a");
        Thread.sleep(app.bounds.commandTimeout().toMillis() / 4);
        Call second = app.call("b");
        Thread.sleep(app.bounds.commandTimeout().multipliedBy(5).dividedBy(4).toMillis());
        line.flow();
        first.running();
        second.running();
        assertThat(first.finish()).isNull();
        assertThat(second.finish()).isNull();
        assertThat(line.accepted()).as("connections").isEqualTo(1);
        return "both ran, after " + seconds(first.acquisition()) + " and " + seconds(second.acquisition())
                + ", on the same connection";
    }

    private static String olderServer(Scene scene) throws Exception {
        App app = scene.app(scene.redis(), Duration.ofSeconds(15), Quiet.LISTENER);
        FaultProxy line = scene.line(app);
        assertThat(app.guard.tryRun("k", () -> {})).isTrue();
        RedisProcess older =
                RedisProcess.start62(); // without an audit, which takes the script of an acquisition for a renewal
        scene.closing(older::close);
        line.towards(older.port());
        line.cut();
        Scene.until("it is connected again", LEASE, () -> {
            try {
                return !app.guard.isLocked("k");
            } catch (OnceBackendException notYet) {
                return false;
            }
        });
        for (int i = 0; i < 100; i++) {
            assertThat(app.guard.tryRun("k" + i, () -> {})).isTrue();
        }
        assertThat(app.call("fenced").running().finish()).isNull();
        assertThat(older.command("INFO", "commandstats")).containsPattern("cmdstat_set:.*failed_calls=1\\b");
        return "100 calls ran; one SET was refused";
    }
}
