package io.github.once4j.lockbench;

import io.github.once4j.fault.Jvm;
import io.github.once4j.lockbench.FleetModel.Fleet;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a fleet costs one Redis: {@code ./mvnw -q -T1 -Plock-bench -Dlock-bench.main=FleetBenchmark} measures operations, computes
 * fleets from them, and checks one of these against real processes.
 */
public final class FleetBenchmark {
    /** The pauses of a waiter grow for so long. */
    static final long PAUSES_GROW_MILLIS = 4_000;

    private static final int KEYS = 20;
    private static final int LEASE = 6;
    private static final int CALLS = 4;
    private static final int SECONDS = 10;
    private static final int STARTED_TOGETHER = 4;

    private FleetBenchmark() {}

    /**
     * Runs it.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws Exception {
        var plan = Plan.of(args[0], Path.of(args[1]));
        FleetModel model = FleetCosts.measure();
        try (RealRedis redis = RealRedis.start()) {
            RedisClient client = RedisClient.create(redis.uri());
            List<String> surroundings = Surroundings.of(client, List.of("lettuce-core"));
            client.shutdown();
            int processes = plan.record() ? 50 : 8;
            var page = new FleetPage(model, surroundings);
            check(redis, model, processes, page);
            String text = page.text();
            System.out.println(text);
            Files.writeString(Files.createDirectories(plan.folder()).resolve("fleet.md"), text);
        }
        System.exit(0);
    }

    /** Measures a fleet that only holds, then calls as well, then waits as well. */
    private static void check(RealRedis redis, FleetModel model, int processes, FleetPage page) throws Exception {
        List<Jvm> fleet = new ArrayList<>();
        try (var meter = new RedisMeter(redis.uri());
                OnceGuard guard = OnceGuard.builder()
                        .client(LettuceNxClient.connect(redis.uri()))
                        .build()) {
            Lease shared = Objects.requireNonNull(guard.tryAcquire(FleetProcess.SHARED));
            while (fleet.size() < processes) {
                List<Jvm> started = new ArrayList<>();
                for (int i = 0; i < Math.min(STARTED_TOGETHER, processes - fleet.size()); i++) {
                    started.add(FleetProcess.start(redis.uri(), KEYS, LEASE, CALLS));
                }
                fleet.addAll(started);
                for (Jvm process : started) {
                    process.await(FleetProcess.HOLDING);
                }
            }
            int calls = CALLS * processes;
            int keys = KEYS * processes;
            page.checked("hold", new Fleet(processes, keys, LEASE, 0, 0), meter.perSecond(SECONDS), meter.memory());
            tell(fleet);
            page.checked("hold and call", new Fleet(processes, keys, LEASE, calls, 0), meter.perSecond(SECONDS), meter.memory());
            tell(fleet);
            page.checked(
                    "hold, call and wait",
                    new Fleet(processes, keys, LEASE, calls, processes),
                    meter.perSecond(SECONDS),
                    meter.memory());
            if (meter.keys() < keys) {
                throw new IllegalStateException("keys were lost: there are " + meter.keys());
            }
            page.mostConnections(meter.mostConnections());
            shared.close();
        } finally {
            fleet.forEach(Jvm::close);
        }
    }

    private static void tell(List<Jvm> fleet) throws Exception {
        for (Jvm process : fleet) {
            process.say("");
        }
        Thread.sleep(PAUSES_GROW_MILLIS); // and all have loaded the classes for it
    }
}
