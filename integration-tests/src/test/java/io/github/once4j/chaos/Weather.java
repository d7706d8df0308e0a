package io.github.once4j.chaos;

import io.github.once4j.fault.FaultProxy;
import io.github.once4j.fault.Jvm;
import io.github.once4j.fault.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Injects random faults and ends each after a random time; several may be active at once. */
final class Weather {
    private final Random random;
    private final RedisProcess redis;
    private final List<FaultProxy> lines;
    private final List<Jvm> processes;
    private final Duration lease;
    private final Map<String, Integer> faults = new TreeMap<>();
    private final ScheduledExecutorService mender = Executors.newScheduledThreadPool(4);

    /** Not the mender's threads: with four commands that wait for a stopped server, none was left to continue it. */
    private final ExecutorService commands = Executors.newCachedThreadPool();

    Weather(long seed, RedisProcess redis, List<FaultProxy> lines, List<Jvm> processes, Duration lease) {
        this.random = new Random(seed);
        this.redis = redis;
        this.lines = lines;
        this.processes = processes;
        this.lease = lease;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Injects faults for a time; all have ended when it returns. */
    void rage(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            next();
            Thread.sleep(50 + random.nextInt(500));
        }
        mender.shutdown(); // scheduled tasks still run
        commands.shutdown();
        // Pauses that wait for each other add up.
        if (!mender.awaitTermination(1, TimeUnit.MINUTES) || !commands.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("a fault was not ended");
        }
    }

    private void next() throws IOException {
        FaultProxy line = lines.get(random.nextInt(lines.size()));
        Jvm process = processes.get(random.nextInt(processes.size()));
        // All random numbers are drawn on this thread: the same seed gives the same faults.
        Duration time = howLong();
        switch (random.nextInt(17)) {
            case 0 -> once("cut", line::cut);
            case 1 -> once("reset", line::reset);
            case 2 -> once("half open", line::halfOpen);
            case 3 -> once("requests lost", () -> line.blackHole(true, false));
            case 4 -> once("replies lost", () -> line.blackHole(false, true));
            case 5 -> once("SCRIPT FLUSH", () -> redis.command("SCRIPT", "FLUSH"));
            case 6 -> once("CLIENT PAUSE", () -> pauseClients(time, "ALL"));
            case 7 -> once("CLIENT PAUSE WRITE", () -> pauseClients(time, "WRITE"));
            case 8 -> forAWhile(time, "partition", line::partition, line::heal);
            case 9 -> forAWhile(time, "stall", line::stall, line::flow);
            case 10 -> forAWhile(time, "twice", () -> line.twice(true), () -> line.twice(false));
            case 11 ->
                forAWhile(
                        time,
                        "slow line",
                        () -> line.delay(millis(60), millis(60)),
                        () -> line.delay(Duration.ZERO, Duration.ZERO));
            case 12 -> forAWhile(time, "server stopped", redis::freeze, redis::thaw);
            case 13, 14 -> slowThenSilent(line);
            default -> forAWhile(time, "process stopped", process::freeze, process::thaw);
        }
    }

    private void pauseClients(Duration time, String what) throws IOException {
        redis.command("CLIENT", "PAUSE", Long.toString(time.toMillis()), what);
    }

    private void once(String name, Step fault) {
        faults.merge(name, 1, Integer::sum);
        // Not on this thread: a stopped server does not reply.
        commands.execute(() -> run(fault));
    }

    private void forAWhile(Duration time, String name, Step fault, Step mend) throws IOException {
        faults.merge(name, 1, Integer::sum);
        fault.run();
        mender.schedule(() -> run(mend), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Replies come later than the margin of a lease, but in time to be accepted; then none come until the lease is over. */
    private void slowThenSilent(FaultProxy line) {
        faults.merge("slow replies, then silence", 1, Integer::sum);
        line.delay(Duration.ZERO, millis(140 + random.nextInt(300)));
        long silentAt = lease.toMillis() / 5 + random.nextLong(lease.toMillis() / 2);
        long healedAt = silentAt + lease.toMillis() + random.nextLong(lease.toMillis() / 2);
        mender.schedule(line::partition, silentAt, TimeUnit.MILLISECONDS);
        mender.schedule(
                () -> {
                    line.delay(Duration.ZERO, Duration.ZERO);
                    line.heal();
                },
                healedAt,
                TimeUnit.MILLISECONDS);
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Half of the time up to two command time-outs, else up to two leases. */
    private Duration howLong() {
        return millis(random.nextBoolean() ? 5 + random.nextInt(200) : random.nextLong(2 * lease.toMillis()));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    Map<String, Integer> faults() {
        return faults;
    }
}
