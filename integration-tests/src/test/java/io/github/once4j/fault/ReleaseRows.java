package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.stored;
import static io.github.once4j.fault.Scene.untilFree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.fault.Command.Kind;
import io.github.once4j.fault.Trap.Fault;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceLeaseLostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Faults that meet a release, and what may happen at the same time. */
final class ReleaseRows {
    private static final String RETURNS = "the call returns its result; free after T at the latest";
    private static final String NOTHING_LEFT = "no renewal for an ended lease, no stray interrupt, nothing leaks";
    private static final int RACES = 100;

    private ReleaseRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("release's reply lost (FIN)", RETURNS, scene -> lost(scene, Fault.REPLY_FIN)),
                new Row("release's reply lost (RST)", RETURNS, scene -> lost(scene, Fault.REPLY_RST)),
                new Row("release's reply lost (silence)", RETURNS, scene -> lost(scene, Fault.REPLY_LOST)),
                new Row("release's request lost", RETURNS, scene -> lost(scene, Fault.REQUEST_LOST)),
                new Row("release while a renewal is under way", NOTHING_LEFT, ReleaseRows::besidesRenewal),
                new Row("release races loss, " + RACES + " times", NOTHING_LEFT, ReleaseRows::racesLoss),
                new Row("interrupt at any moment, " + RACES + " times", NOTHING_LEFT, ReleaseRows::racesInterrupt),
                new Row(
                        "shutdown while a body runs",
                        "close() ends, the body is told, the key is left to its lease",
                        ReleaseRows::shutdown));
    }

    private static String lost(Scene scene, Fault fault) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        var trap = new Trap(Kind.RELEASE, 1, fault);
        scene.line(app).set(trap);
        Call call = app.call("k").running();
        assertThat(call.finish()).isNull();
        trap.awaitSprung();
        Duration free = untilFree(redis, "k", LEASE.plus(Bounds.SLACK));
        return "returned its result after " + seconds(call.release()) + ", free " + seconds(free) + " later";
    }

    private static String besidesRenewal(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        var trap = new Trap(Kind.RENEW, 1, Fault.REPLY_HELD);
        scene.line(app).set(trap);
        Call call = app.call("k").running();
        trap.awaitSprung();
        assertThat(call.finish()).isNull();
        trap.release();
        Duration free = untilFree(redis, "k", LEASE.plus(Bounds.SLACK));
        scene.audits();
        int renewals = scene.audit(redis).sent(Kind.RENEW, stored("k"));
        Thread.sleep(app.bounds.renewal().toMillis());
        scene.audits();
        assertThat(scene.audit(redis).sent(Kind.RENEW, stored("k"))).isEqualTo(renewals);
        return "returned after " + seconds(call.release()) + ", free " + seconds(free)
                + " later, no renewal came after it";
    }

    private static String racesLoss(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        Call warmUp = app.stoppable("k").running();
        long begin = System.nanoTime();
        app.guard.release("k");
        long span = 2 * (System.nanoTime() - begin);
        assertThat(warmUp.finish()).isInstanceOf(OnceLeaseLostException.class);
        int told = 0;
        for (int i = 0; i < RACES; i++) {
            Call call = app.stoppable("k").running();
            var forcing = new Thread(() -> app.guard.release("k"), "forcing");
            forcing.start();
            pause(span);
            Throwable thrown = call.finish();
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(OnceLeaseLostException.class);
                told++;
            }
            span = balanced(span, thrown != null);
            assertThat(call.flagged()).as("a stray interrupt").isFalse();
            forcing.join();
        }
        untilFree(redis, "k", LEASE.plus(Bounds.SLACK));
        assertThat(told).as("runs that ended with the loss").isBetween(1, RACES - 1);
        return told + " ended with the loss, " + (RACES - told) + " before it; no stray interrupt";
    }

    private static String racesInterrupt(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        int ran = 0;
        long span = 4_000_000;
        for (int i = 0; i < RACES; i++) {
            Call call = app.call("k" + i);
            pause(span);
            call.interrupt();
            Throwable thrown = call.finish();
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(OnceBackendException.class);
                assertThat(call.flagged()).as("the flag is back").isTrue();
            } else {
                ran++;
            }
            span = balanced(span, thrown == null);
        }
        for (int i = 0; i < RACES; i++) {
            untilFree(redis, "k" + i, LEASE.plus(Bounds.SLACK));
        }
        assertThat(ran).as("calls that ran").isBetween(1, RACES - 1);
        return ran + " ran, " + (RACES - ran) + " ended before; all keys free";
    }

    /** A longer pause after what came too early, a shorter one after what came too late: both happen, on a busy machine too. */
    private static long balanced(long span, boolean tooLate) {
        return tooLate ? span * 4 / 5 : span * 5 / 4;
    }

    /** Somewhere in the course of a call. */
    private static void pause(long atMostNanos) {
        long end = System.nanoTime() + ThreadLocalRandom.current().nextLong(atMostNanos);
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static String shutdown(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        Call call = app.call("k").running();
        long begin = System.nanoTime();
        Duration timeout = Duration.ofMillis(500);
        app.guard.close(timeout);
        Duration closed = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(closed)
                .as("waits for bodies as long as it was told")
                .isLessThan(timeout.plus(Duration.ofSeconds(3)));
        call.lostAfter(begin);
        Duration free = untilFree(redis, "k", LEASE.plus(Bounds.SLACK));
        assertThat(call.finish()).isNull();
        return "closed after " + seconds(closed) + ", the body was told, free " + seconds(free) + " later";
    }
}
