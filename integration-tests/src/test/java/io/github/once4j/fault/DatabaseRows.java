package io.github.once4j.fault;

import static io.github.once4j.fault.Database.refused;
import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.BOUNDS;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.enter;
import static io.github.once4j.fault.Scene.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/** Faults of PostgreSQL, of the connections to it, and of their pool. */
final class DatabaseRows {
    private static final String REFUSED = "error, not executed, no key; a held key is renewed";
    private static final String RENEWED = "renewed in time, not LOST";
    private static final String LOST = "LOST at D, another enters only after";

    /** Its command time-out, a second, is longer than what HikariCP and the statement time-out allow, also on a busy machine. */
    private static final Duration LONGER_LEASE = Duration.ofSeconds(15);

    /** Long enough to outlive a restart. */
    private static final Duration LEASE_FOR_RESTARTS = Duration.ofSeconds(10);

    private DatabaseRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("PostgreSQL: restart; kill; standby, promoted", RENEWED, DatabaseRows::restarted),
                new Row(
                        "PostgreSQL: stopped (SIGSTOP) for 0.6 T, then 2 T",
                        "renewed; then " + LOST,
                        DatabaseRows::stopped),
                new Row("PostgreSQL: connections killed while held", RENEWED, DatabaseRows::killed),
                new Row(
                        "PostgreSQL: connection killed while it acquires",
                        "acquired on retry, or an error and no key",
                        DatabaseRows::killedWhileAcquiring),
                new Row("PostgreSQL: statement time-out", REFUSED, DatabaseRows::statementTimeout),
                new Row("PostgreSQL: failed over to a read-only one", REFUSED, DatabaseRows::readOnly),
                new Row("PostgreSQL: pool exhausted for 0.6 T", REFUSED, DatabaseRows::poolExhausted),
                new Row("PostgreSQL: pool exhausted for longer than D", LOST, DatabaseRows::poolExhaustedTooLong));
    }

    // ---- the server

    private static String restarted(Scene scene) throws Exception {
        RealPostgres postgres = RealPostgres.start();
        scene.closing(postgres::close);
        var database = new Database(scene, postgres.url());
        App app = database.app(LEASE_FOR_RESTARTS);
        Call held = app.call("k").running();
        postgres.stop();
        postgres.restart();
        Duration afterRestart = database.renewed(app, held);
        postgres.kill();
        postgres.restart();
        Duration afterKill = database.renewed(app, held);
        postgres.stop();
        postgres.setStandby(true);
        postgres.restart();
        refused(app, "other", "read-only");
        assertThat(postgres.query("select pg_promote()")).isEqualTo("t");
        Duration afterPromotion = database.renewed(app, held);
        assertThat(held.finish()).isNull();
        until("k is free", app.bounds.release(), () -> database.isFree("k"));
        return "T 10 s: renewed " + seconds(afterRestart) + " after the restart, " + seconds(afterKill)
                + " after the kill, " + seconds(afterPromotion) + " after the promotion";
    }

    private static String stopped(Scene scene) throws Exception {
        RealPostgres postgres = RealPostgres.start();
        scene.closing(postgres::close);
        var database = new Database(scene, postgres.url());
        App app = database.app(LEASE);
        App other = database.app(LEASE);
        Call held = app.call("k").running();
        database.renewed(app, held);
        Duration time = LEASE.multipliedBy(6).dividedBy(10);
        postgres.freeze();
        Thread.sleep(time.toMillis());
        postgres.thaw();
        database.renewed(app, held);

        postgres.freeze();
        long frozen = System.nanoTime();
        Duration lost = held.lostAfter(frozen);
        assertThat(lost).isLessThan(BOUNDS.deadline().plus(Bounds.SLACK));
        assertThat(held.reason()).contains("did not renew it in time");
        Thread.sleep(Math.max(0, LEASE.multipliedBy(2).minus(lost).toMillis()));
        postgres.thaw();
        Call next = enter(other, "k");
        Duration entered = Duration.ofNanos(System.nanoTime() - frozen);
        assertThat(held.finish()).isNull();
        assertThat(next.isLost()).isFalse();
        return "renewed after " + seconds(time) + "; LOST after " + seconds(lost) + ", another entered after "
                + seconds(entered);
    }

    private static String readOnly(Scene scene) throws Exception {
        Database database = Database.create(scene);
        App app = database.app(LONGER_LEASE);
        Call held = app.call("k").running();
        database.configure("default_transaction_read_only = on");
        database.kill("true");
        refused(app, "other", "read-only");
        database.configure("default_transaction_read_only = off");
        Duration renewed = database.renewed(app, held);
        assertThat(database.isFree("other")).isTrue();
        assertThat(app.call("other").running().finish()).isNull();
        return "refused while it is read-only; a held key renewed " + seconds(renewed) + " after it";
    }

    // ---- connections

    private static String killed(Scene scene) throws Exception {
        Database database = Database.create(scene);
        App app = database.app(LEASE);
        Call held = app.call("k").running();
        int killed = 0;
        long until = System.nanoTime() + LEASE.multipliedBy(3).dividedBy(2).toNanos();
        while (System.nanoTime() - until < 0) {
            killed += database.kill("true");
            Thread.sleep(LEASE.toMillis() / 6); // longer than a command's time-out and the pause after it
        }
        assertThat(killed).isPositive();
        database.renewed(app, held);
        assertThat(held.finish()).isNull();
        until("k is free", app.bounds.release(), () -> database.isFree("k"));
        return killed + " connections killed in 1.5 T, held throughout";
    }

    private static String killedWhileAcquiring(Scene scene) throws Exception {
        Database database = Database.create(scene);
        App app = database.app(LEASE);
        App other = database.app(LEASE);
        assertThat(app.call("k").running().finish()).isNull();
        Call call;
        try (Connection transaction = database.lock("k")) {
            call = app.call("k");
            until(
                    "a connection that waits for the row is killed",
                    app.bounds.acquisition(),
                    () -> database.kill("wait_event_type = 'Lock'") > 0);
            transaction.rollback();
        }
        Throwable failure = call.finish();
        if (failure != null) {
            assertThat(failure).isInstanceOf(OnceBackendException.class);
            assertThat(call.hasRun()).isFalse();
        }
        Duration free = until("it is free", LEASE.plus(Bounds.SLACK), () -> database.isFree("k"));
        assertThat(enter(other, "k").finish()).isNull();
        return (failure == null ? "acquired on retry after " : "an error after ") + seconds(call.acquisition())
                + "; free " + seconds(free) + " after its end";
    }

    private static String statementTimeout(Scene scene) throws Exception {
        Database database = Database.create(scene);
        App app = new Database(scene, database.url() + "&options=-c%20statement_timeout=300").app(LONGER_LEASE);
        Call held = app.call("k").running();
        assertThat(app.call("other").running().finish()).isNull();
        Call call;
        try (Connection transaction = database.lock("other")) {
            call = refused(app, "other", "canceling statement due to statement timeout");
            transaction.rollback();
        }
        assertThat(database.isFree("other")).isTrue();
        database.renewed(app, held);
        assertThat(app.call("other").running().finish()).isNull();
        return "error after " + seconds(call.acquisition()) + ", no key";
    }

    // ---- the pool

    private static String poolExhausted(Scene scene) throws Exception {
        Database database = Database.create(scene);
        HikariDataSource pool = database.pool();
        App app = database.app(pool, LONGER_LEASE);
        Call held = app.call("k").running();
        List<Connection> taken = RealDatabase.takeAll(pool);
        long exhausted = System.nanoTime();
        Call call = refused(app, "other", "no connection");
        Duration time = LONGER_LEASE.multipliedBy(6).dividedBy(10);
        Thread.sleep(Math.max(0, time.minusNanos(System.nanoTime() - exhausted).toMillis()));
        RealDatabase.closeAll(taken);
        Duration renewed = database.renewed(app, held);
        assertThat(database.isFree("other")).isTrue();
        assertThat(app.call("other").running().finish()).isNull();
        return "error after " + seconds(call.acquisition()) + "; a held key renewed " + seconds(renewed) + " after it";
    }

    private static String poolExhaustedTooLong(Scene scene) throws Exception {
        Database database = Database.create(scene);
        HikariDataSource pool = database.pool();
        App app = database.app(pool, LEASE);
        App other = database.app(LEASE);
        Call held = app.call("k").running();
        List<Connection> taken = RealDatabase.takeAll(pool);
        long exhausted = System.nanoTime();
        Duration lost = held.lostAfter(exhausted);
        assertThat(lost).isLessThan(app.bounds.deadline().plus(Bounds.SLACK));
        assertThat(held.reason()).contains("did not renew it in time");
        Call next = enter(other, "k");
        RealDatabase.closeAll(taken);
        assertThat(held.finish()).isNull();
        assertThat(next.isLost()).isFalse();
        assertThat(database.isFree("k")).as("the old holder has not freed it").isFalse();
        return "LOST after " + seconds(lost) + ", another entered after "
                + seconds(Duration.ofNanos(System.nanoTime() - exhausted));
    }
}
