package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.fault.Command.Kind;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Many locks, and listeners that misbehave. */
final class LoadRows {
    private static final int THREADS = 8;
    private static final int CYCLES = 10_000;

    private LoadRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        "10,000 lock/unlock cycles within one renewal period",
                        "renewals = leases alive; queue empty after",
                        LoadRows::cycles),
                new Row("a listener blocks", "other leases renewed in time", LoadRows::blockingListener),
                new Row("a listener throws", "other leases renewed in time", LoadRows::throwingListener));
    }

    private static String cycles(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        Duration lease = Duration.ofSeconds(30);
        App app = scene.app(LettuceNxClient.connect("redis://127.0.0.1:" + redis.port()), lease, Quiet.LISTENER);
        Call held = app.call("held").running();
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String key = "cycle-" + i;
            threads.add(new Thread(() -> {
                for (int j = 0; j < CYCLES / THREADS; j++) {
                    app.job.run(key, ran -> {});
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        scene.audits();
        Audit audit = scene.audit(redis);
        int ofCycles = 0;
        int acquired = 0;
        for (int i = 0; i < THREADS; i++) {
            ofCycles += audit.sent(Kind.RENEW, stored("cycle-" + i));
            acquired += audit.sent(Kind.ACQUIRE, stored("cycle-" + i));
        }
        int ofHeld = audit.sent(Kind.RENEW, stored("held"));
        assertThat(acquired).isEqualTo(CYCLES);
        assertThat(ofCycles).as("renewals of leases that have ended").isZero();
        assertThat((long) ofHeld).isLessThanOrEqualTo(2 + took.toMillis() / 9000);
        assertThat(held.finish()).isNull();
        return acquired + " cycles in " + seconds(took) + ", " + ofCycles + " renewals of them, " + ofHeld
                + " of the one that is held";
    }

    private static String blockingListener(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        var block = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        App app = scene.app(redis, LEASE, new OnceListener() {
            @Override
            public void leaseLost(LeaseLost event) {
                blocked.countDown();
                try {
                    block.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        Call other = app.call("other").running();
        Call call = app.call("k").running();
        redis.command("DEL", stored("k"));
        call.lostAfter(System.nanoTime());
        blocked.await();
        Thread.sleep(LEASE.toMillis());
        assertThat(other.isLost()).isFalse();
        assertThat(other.finish()).isNull();
        block.countDown();
        assertThat(call.finish()).isNull();
        return "blocked for " + seconds(LEASE) + ", the other lease held throughout";
    }

    private static String throwingListener(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis, LEASE, new OnceListener() {
            @Override
            public void acquired(Acquired event) {
                throw new IllegalStateException("a listener's");
            }

            @Override
            public void leaseLost(LeaseLost event) {
                throw new IllegalStateException("a listener's");
            }
        });
        Call other = app.call("other").running();
        Call call = app.call("k").running();
        redis.command("DEL", stored("k"));
        Duration lost = call.lostAfter(System.nanoTime());
        Thread.sleep(LEASE.toMillis());
        assertThat(other.isLost()).isFalse();
        assertThat(other.finish()).isNull();
        assertThat(call.finish()).isNull();
        return "calls ran, the loss was told after " + seconds(lost) + ", the other lease held throughout";
    }
}
