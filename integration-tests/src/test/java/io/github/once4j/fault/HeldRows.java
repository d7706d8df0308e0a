package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.BOUNDS;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.enter;
import static io.github.once4j.fault.Scene.stored;
import static io.github.once4j.fault.Scene.untilFree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.fault.Command.Kind;
import io.github.once4j.fault.Trap.Fault;
import io.github.once4j.runtime.OnceLockedException;
import java.time.Duration;
import java.util.List;

/** Faults of the line that meet a key while it is held. */
final class HeldRows {
    private static final String RENEWED = "renewed in time, not LOST";
    private static final String LOST = "LOST at D, before the key ends; another enters only after";

    private HeldRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("renewal's request lost once", RENEWED, scene -> renewalLost(scene, Fault.REQUEST_LOST)),
                new Row("renewal's reply lost once", RENEWED, scene -> renewalLost(scene, Fault.REPLY_LOST)),
                new Row("renewal's reply lost once (FIN)", RENEWED, scene -> renewalLost(scene, Fault.REPLY_FIN)),
                new Row("renewal's reply lost once (RST)", RENEWED, scene -> renewalLost(scene, Fault.REPLY_RST)),
                new Row("connection cut while held (FIN)", RENEWED, scene -> broken(scene, FaultProxy::cut)),
                new Row("connection cut while held (RST)", RENEWED, scene -> broken(scene, FaultProxy::reset)),
                new Row("connection half open while held", RENEWED, scene -> broken(scene, FaultProxy::halfOpen)),
                new Row(
                        "half open towards the server only",
                        RENEWED,
                        scene -> broken(scene, line -> line.blackHole(true, false))),
                new Row(
                        "half open towards the client only",
                        RENEWED,
                        scene -> broken(scene, line -> line.blackHole(false, true))),
                new Row("half open, and the connection after it", RENEWED, HeldRows::twiceHalfOpen),
                new Row("a slow line (60 ms each way)", RENEWED, HeldRows::slow),
                new Row("partition longer than D", LOST, scene -> partition(scene, FaultProxy::partition)),
                new Row(
                        "partition longer than D, then late delivery",
                        LOST,
                        scene -> partition(scene, FaultProxy::stall)),
                new Row("every command delivered twice", "no difference", HeldRows::twice),
                new Row("acquire repeated after its release", "an orphan, gone after T", HeldRows::repeated));
    }

    private interface Break {
        void on(FaultProxy line);
    }

    /** Waits for two leases' time; the holder must have it all the while, and nobody else. */
    private static String keepsIt(Scene scene, RedisProcess redis, Call call) throws Exception {
        Duration least = LEASE;
        long until = System.nanoTime() + LEASE.multipliedBy(3).dividedBy(2).toNanos();
        while (System.nanoTime() - until < 0) {
            least = call.remaining().compareTo(least) < 0 ? call.remaining() : least;
            assertThat(call.isLost())
                    .as("lost: %s", call.isLost() ? call.reason() : "")
                    .isFalse();
            Thread.sleep(5);
        }
        assertThat(call.finish()).isNull();
        Duration free = untilFree(redis, "k", LEASE.plus(Bounds.SLACK));
        scene.audits();
        int renewals = scene.audit(redis).sent(Kind.RENEW, stored("k"));
        return "held throughout, never less than " + seconds(least) + " left, " + renewals + " renewals; free "
                + seconds(free) + " after its end";
    }

    private static String renewalLost(Scene scene, Fault fault) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        var trap = new Trap(Kind.RENEW, 1, fault);
        scene.line(app).set(trap);
        Call call = app.call("k").running();
        trap.awaitSprung();
        return keepsIt(scene, redis, call);
    }

    private static String broken(Scene scene, Break how) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        Call call = app.call("k").running();
        how.on(scene.line(app));
        return keepsIt(scene, redis, call);
    }

    /** The line is silent until the replacement hangs in it, too. A lease that has the time: connecting may take 2 s. */
    private static String twiceHalfOpen(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis, Duration.ofSeconds(10), Quiet.LISTENER);
        FaultProxy line = scene.line(app);
        Call call = app.call("k").running();
        line.partition();
        int before = line.accepted();
        Scene.until("a new connection is tried", Duration.ofSeconds(10), () -> line.accepted() > before);
        line.heal();
        Thread.sleep(6000);
        return keepsIt(scene, redis, call);
    }

    private static String slow(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        scene.line(app).delay(Duration.ofMillis(60), Duration.ofMillis(60));
        Call call = app.call("k").running();
        return keepsIt(scene, redis, call);
    }

    private static String partition(Scene scene, Break how) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        App other = scene.app(redis);
        Call call = app.call("k").running();
        long deadline = call.belief().deadline();
        how.on(scene.line(app));
        long broken = System.nanoTime();
        Call next = enter(other, "k");
        Duration entered = Duration.ofNanos(System.nanoTime() - broken);
        assertThat(call.isLost()).as("told before another enters").isTrue();
        Duration lost = call.lostAfter(broken);
        assertThat(call.belief().toldAt() - call.belief().deadline()).isLessThan(Bounds.SLACK.toNanos());
        assertThat(call.belief().deadline() - deadline)
                .as("nothing can have renewed it")
                .isLessThan(1_000_000);
        assertThat(call.reason()).contains("did not renew it in time");
        scene.line(app).heal();
        scene.line(app).flow();
        assertThat(call.finish()).isNull();
        scene.audits();
        assertThat(redis.command("GET", stored("k"))).isEqualTo(next.token());
        assertThat(next.finish()).isNull();
        return "LOST after " + seconds(lost) + ", another entered after " + seconds(entered);
    }

    private static String twice(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        App other = scene.app(redis);
        scene.line(app).twice(true);
        scene.line(other).twice(true);
        for (int i = 0; i < 50; i++) {
            Call call = (i % 2 == 0 ? app : other).call("k").running();
            assertThat((i % 2 == 0 ? other : app).call("k").failure()).isInstanceOf(OnceLockedException.class);
            assertThat(call.finish()).isNull();
            untilFree(redis, "k", BOUNDS.release());
        }
        Call call = app.call("k").running();
        return "50 runs, 50 refusals; then " + keepsIt(scene, redis, call);
    }

    private static String repeated(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        var trap = new Trap(Kind.ACQUIRE, 1, Fault.NONE);
        scene.line(app).set(trap);
        Call call = app.call("k").running();
        assertThat(call.finish()).isNull();
        untilFree(redis, "k", BOUNDS.release());
        assertThat(Resp.ask(redis.port(), trap.frame())).doesNotStartWith("-");
        assertThat(redis.command("GET", stored("k"))).isEqualTo(call.token());
        Duration free = untilFree(redis, "k", LEASE.plus(Bounds.SLACK));
        assertThat(free).isLessThanOrEqualTo(LEASE.plus(BOUNDS.commandTimeout()));
        return "an orphan, gone after " + seconds(free);
    }
}
