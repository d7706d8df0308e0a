package io.github.once4j.lockbench;

import io.github.once4j.lockbench.RedisMeter.Cost;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;

/** Measures what one operation costs a Redis: one after the other, on one connection, on a server of their own. */
final class FleetCosts implements AutoCloseable {
    private static final int CALLS = 5_000;
    private static final int SCRIPTS = 500;
    private static final int RARE = 400;
    static final int RARE_MILLIS = 10;
    private static final int KEYS = 10_000;
    private static final int CONNECTIONS = 50;
    private static final int WAITERS = 25;
    private static final int SECONDS = 6;

    private static final int USES = 10;
    private static final int USED_EACH_MILLIS = 500;

    /** A lease that is not renewed here. */
    private static final Duration LONG = Duration.ofHours(1);

    private final RealRedis redis = RealRedis.start();
    private final RedisMeter meter = new RedisMeter(redis.uri());
    private final LettuceNxClient client = LettuceNxClient.connect(redis.uri());
    private final OnceGuard guard =
            OnceGuard.builder().sharedClient(client).lease(LONG).build();
    private final OnceGuard other = OnceGuard.builder()
            .client(LettuceNxClient.connect(redis.uri()))
            .lease(LONG)
            .build();

    static FleetModel measure() throws Exception {
        try (var costs = new FleetCosts()) {
            return costs.model();
        }
    }

    private FleetModel model() throws Exception {
        for (int i = 0; i < CALLS; i++) {
            guard.tryRun(name(i), () -> {}); // compiles all code
        }
        Cost idle = meter.perSecond(SECONDS / 2);
        Cost call = each(CALLS, i -> guard.tryRun(name(i), () -> {}));
        double empty = meter.memory();
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            leases.add(Objects.requireNonNull(guard.tryAcquire(name(i))));
        }
        double keyBytes = (meter.memory() - empty) / KEYS;
        double keyUsage = meter.memory("once:" + name(0));
        Cost locked = each(CALLS, i -> other.tryRun(name(i), () -> {}));
        List<RenewRequest> renewals = new ArrayList<>();
        for (Lease lease : leases.subList(0, FleetModel.TOGETHER)) {
            renewals.add(new RenewRequest("once:" + lease.key(), Token.of(lease.token()), LONG));
        }
        Cost single = each(CALLS, i -> renewed(List.of(client.renew(renewals.get(i % FleetModel.TOGETHER)))));
        Cost hundred = each(SCRIPTS, i -> renewed(client.renewAll(renewals)));
        Cost waiter = waiter().minus(idle.times(1.0 / WAITERS));
        double idleMicros = idle.cpuMicros() * RARE_MILLIS / 1e3;
        double rareCall = rare(i -> guard.tryRun("rare", () -> {})) - idleMicros;
        double rareSingle = rare(i -> renewed(List.of(client.renew(renewals.get(i % FleetModel.TOGETHER))))) - idleMicros;
        leases.forEach(Lease::close);
        return new FleetModel(
                call.with(call.cpuMicros(), rareCall),
                locked,
                single.with(single.cpuMicros(), rareSingle),
                hundred.minus(single).times(1.0 / (FleetModel.TOGETHER - 1)),
                waiter.with(waiter.commands() * locked.cpuMicros(), waiter.cpuMicros()),
                idle,
                empty,
                keyBytes,
                keyUsage,
                connectionBytes());
    }

    private static String name(int number) {
        return "report-acme-" + (10_000 + number);
    }

    private Cost each(int count, IntConsumer operation) throws Exception {
        return meter.measure(() -> {
                    for (int i = 0; i < count; i++) {
                        operation.accept(i);
                    }
                })
                .times(1.0 / count);
    }

    /** The time on the server's processor of an operation that finds it asleep. */
    private double rare(IntConsumer operation) throws Exception {
        return each(RARE, i -> {
                    operation.accept(i);
                    pause(RARE_MILLIS);
                })
                .cpuMicros();
    }

    private static void renewed(List<CompletionStage<Boolean>> results) {
        for (CompletionStage<Boolean> result : results) {
            if (!result.toCompletableFuture().join()) {
                throw new IllegalStateException("a key was not held");
            }
        }
    }

    private Cost waiter() throws Exception {
        for (int i = 0; i < WAITERS; i++) {
            String name = name(i);
            var thread = new Thread(() -> other.tryRun(name, WaitBenchmark.WAITS, () -> {}));
            thread.setDaemon(true);
            thread.start();
        }
        pause(FleetBenchmark.PAUSES_GROW_MILLIS);
        return meter.perSecond(SECONDS).times(1.0 / WAITERS);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Of a connection that is in use: the server takes most of its buffers when it has been idle for two seconds. */
    private double connectionBytes() {
        double before = meter.memory();
        RedisClient clients = RedisClient.create(redis.uri());
        List<StatefulRedisConnection<String, String>> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(clients.connect());
        }
        for (int use = 0; use < USES; use++) {
            pause(USED_EACH_MILLIS);
            connections.forEach(each -> each.sync().ping());
        }
        double bytes = (meter.memory() - before) / CONNECTIONS;
        connections.forEach(StatefulRedisConnection::close);
        clients.shutdown();
        return bytes;
    }

    @Override
    public void close() {
        guard.close();
        other.close();
        client.close();
        meter.close();
        redis.close();
    }
}
