package io.github.once4j.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.fault.Audit;
import io.github.once4j.fault.FaultProxy;
import io.github.once4j.fault.History;
import io.github.once4j.fault.Jvm;
import io.github.once4j.fault.RedisProcess;
import io.github.once4j.fault.Run;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Some processes, a few keys, random faults: no two runs of a key overlap. {@code -Dchaos.seconds=} sets the duration,
 * {@code -Dchaos.seed=} the faults; the same seed gives the same faults, but not the same runs. Linux only: there, all
 * processes read one monotonic clock.
 */
@EnabledOnOs(OS.LINUX)
final class ChaosTest {
    private static final int PROCESSES = 3;
    private static final Duration LEASE = Duration.ofMillis(1500);

    /** What the protocol allows at most: the lease less 2 % for drifting clocks, 2 ms, and 100 ms for the signal. */
    private static final Duration LONGEST_BELIEF = Duration.ofMillis(1500 - 30 - 2 - 100);

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Duration time = Duration.ofSeconds(Long.getLong("chaos.seconds", 20));
    private final History history = new History();
    private final List<String> others = new ArrayList<>();

    @Test
    void noTwoRunsOverlap() throws Exception {
        System.out.println("chaos: -Dchaos.seed=" + seed + " -Dchaos.seconds=" + time.toSeconds());
        List<FaultProxy> lines = new ArrayList<>();
        List<Jvm> processes = new ArrayList<>();
        try (var redis = RedisProcess.start();
                var audit = new Audit(redis)) {
            List<CompletableFuture<List<String>>> outputs = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                var line = new FaultProxy(redis.port());
                lines.add(line);
                processes.add(Jvm.start(
                        Contender.class,
                        "process-" + i,
                        line.uri(),
                        Long.toString(LEASE.toMillis()),
                        Long.toString(seed + i)));
            }
            for (Jvm process : processes) {
                process.await("ready");
                outputs.add(process.rest());
            }

            var weather = new Weather(seed, redis, lines, processes, LEASE);
            weather.rage(time);
            for (Jvm process : processes) {
                process.say("stop");
            }
            for (CompletableFuture<List<String>> output : outputs) {
                read(output.get(60, TimeUnit.SECONDS));
            }
            audit.catchUp();
            report(weather.faults());

            assertThat(history.overlaps()).as("overlaps, seed %d", seed).isEmpty();
            if (RealRedis.runsScripts()) {
                assertThat(history.fencesThatDoNotGrow())
                        .as("fences, seed %d", seed)
                        .isEmpty();
            }
            assertThat(audit.wrongs())
                    .as("writes to another's key, seed %d", seed)
                    .isEmpty();
            assertThat(others)
                    .as("the longest remaining times that bodies saw")
                    .filteredOn(line -> line.startsWith("remaining "))
                    .hasSize(PROCESSES)
                    .allSatisfy(line -> assertThat(Long.parseLong(line.substring("remaining ".length())))
                            .isBetween(1L, LONGEST_BELIEF.toNanos()));
            assertThat(history.size()).as("runs").isGreaterThan(3 * (int) time.toSeconds());
            assertThat(others)
                    .as("processes that ended as they should")
                    .filteredOn("closed"::equals)
                    .hasSize(PROCESSES);
        } finally {
            processes.forEach(Jvm::close);
            lines.forEach(FaultProxy::close);
        }
    }

    private void read(List<String> output) {
        for (String line : output) {
            if (line.startsWith("run ")) {
                history.add(Run.parse(line.substring("run ".length())));
            } else {
                others.add(line);
            }
        }
    }

    private void report(Map<String, Integer> faults) {
        System.out.printf(
                "chaos: %d processes, T %d ms, %d s: %d runs, %d skipped, %d failed, %d lost; %d overlaps; faults %s%n",
                PROCESSES,
                LEASE.toMillis(),
                time.toSeconds(),
                history.size(),
                sum("skipped "),
                sum("failed "),
                sum("lost "),
                history.overlaps().size(),
                faults);
    }

    private int sum(String what) {
        return others.stream()
                .filter(line -> line.startsWith(what))
                .mapToInt(line -> Integer.parseInt(line.substring(what.length())))
                .sum();
    }
}
