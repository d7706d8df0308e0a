package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.enter;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Faults of the process that holds the key. */
final class ProcessRows {
    private static final String LEASE_MILLIS = Long.toString(LEASE.toMillis());

    private ProcessRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        "holder's JVM stopped (SIGSTOP) for more than T",
                        "on resume LOST within ms; another had it; a fenced write is refused",
                        ProcessRows::stopped,
                        true),
                new Row("holder killed (SIGKILL)", "free after at most T", ProcessRows::killed));
    }

    private static String stopped(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App other = scene.app(redis);
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        scene.closing(() -> close(postgres));
        var ledger = new Ledger(postgres.getJdbcUrl("postgres", "postgres"));
        ledger.create();

        try (Jvm holder = Jvm.start(Holder.class, scene.line(other).uri(), LEASE_MILLIS, ledger.url())) {
            assertThat(holder.await("first")).isEqualTo("taken");
            long fence = Long.parseLong(holder.await("held"));
            holder.freeze();
            long frozen = System.nanoTime();
            Call next = enter(other, "k");
            Duration entered = Duration.ofNanos(System.nanoTime() - frozen);
            assertThat(next.fence()).isGreaterThan(fence);
            assertThat(ledger.write("the next one's", next.fence())).isTrue();

            long thawed = System.nanoTime();
            holder.thaw();
            Duration lost = Duration.ofNanos(Long.parseLong(holder.await("lost")) - thawed);
            assertThat(lost).isLessThan(Bounds.SLACK);
            scene.history.add(Run.parse(holder.await("run")));
            assertThat(holder.await("late")).isEqualTo("refused");
            assertThat(ledger.read()).isEqualTo("the next one's");
            assertThat(next.isLost()).isFalse();
            return "another entered after " + seconds(entered) + "; on resume LOST within " + lost.toMillis()
                    + " ms; its late write to PostgreSQL refused";
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String killed(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App other = scene.app(redis);
        try (Jvm holder = Jvm.start(Holder.class, scene.line(other).uri(), LEASE_MILLIS, "none")) {
            holder.await("held");
            holder.kill();
            long killed = System.nanoTime();
            enter(other, "k");
            Duration free = Duration.ofNanos(System.nanoTime() - killed);
            assertThat(free).isLessThan(LEASE.plus(Bounds.SLACK));
            return "free after " + seconds(free);
        }
    }
}
