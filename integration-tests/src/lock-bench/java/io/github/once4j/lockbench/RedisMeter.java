package io.github.once4j.lockbench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** What a Redis does while something runs, by its own {@code INFO}. */
final class RedisMeter implements AutoCloseable {
    /** What once4j sends: its scripts use none of these inside. */
    private static final Pattern SENT =
            Pattern.compile("cmdstat_(?:eval|evalsha|set|pttl):calls=(\\d+),usec=(\\d+)");

    private static final int CALIBRATIONS = 9;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    /** What to read it costs. */
    private final Cost reading;

    RedisMeter(String uri) {
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
        List<Cost> readings = new ArrayList<>();
        Reading before = read();
        for (int i = 0; i < CALIBRATIONS; i++) {
            Reading after = read();
            readings.add(after.since(before));
            before = after;
        }
        this.reading = new Cost(
                0,
                0,
                median(readings, Cost::cpuMicros),
                0,
                median(readings, Cost::bytesIn),
                median(readings, Cost::bytesOut));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
        return Spread.of(costs.stream().map(value::applyAsDouble).toList()).median();
    }

    /** What an action costs the server. */
    Cost measure(Monitor.Action action) throws Exception {
        Reading before = read();
        action.run();
        return read().since(before).minus(reading);
    }

    /** The same for a second, while others are at work. */
    Cost perSecond(int seconds) throws Exception {
        long start = System.nanoTime();
        Cost cost = measure(() -> Thread.sleep(seconds * 1_000L));
        return cost.times(1e9 / (System.nanoTime() - start));
    }

    /** The bytes that the server uses now. */
    double memory() {
        return number(connection.sync().info("memory"), "used_memory");
    }

    /** The bytes that {@code MEMORY USAGE} gives to a key. */
    double memory(String key) {
        return connection.sync().memoryUsage(key);
    }

    long keys() {
        return connection.sync().dbsize();
    }

    int mostConnections() {
        return Integer.parseInt(connection.sync().configGet("maxclients").get("maxclients"));
    }

    private Reading read() {
        String info = connection.sync().info("all");
        double commands = 0;
        double micros = 0;
        var sent = SENT.matcher(info);
        while (sent.find()) {
            commands += Double.parseDouble(sent.group(1));
            micros += Double.parseDouble(sent.group(2));
        }
        return new Reading(new Cost(
                commands,
                micros,
                1e6 * (number(info, "used_cpu_user") + number(info, "used_cpu_sys")),
                0,
                number(info, "total_net_input_bytes"),
                number(info, "total_net_output_bytes")), info.length());
    }

    /**
     * A reading.
     *
     * @param length of its reply, which the server sends, and counts, afterwards
     */
    private record Reading(Cost total, int length) {
        Cost since(Reading before) {
            return total.minus(before.total).minus(new Cost(0, 0, 0, 0, 0, before.length));
        }
    }

    private static double number(String info, String name) {
        var found = Pattern.compile("(?m)^" + name + ":([\\d.]+)").matcher(info);
        if (!found.find()) {
            throw new IllegalStateException("INFO has no " + name);
        }
        return Double.parseDouble(found.group(1));
    }

    @Override
    public void close() {
        client.shutdown();
    }

    /**
     * What something costs a Redis.
     *
     * @param commands that clients sent
     * @param executing the microseconds in which they were executed
     * @param cpuMicros the microseconds on a processor, with reading and writing
     * @param wakeUp the microseconds that are added if the server sleeps before it
     * @param bytesIn that it received
     * @param bytesOut that it sent
     */
    record Cost(double commands, double executing, double cpuMicros, double wakeUp, double bytesIn, double bytesOut) {
        Cost plus(Cost other) {
            return new Cost(
                    commands + other.commands,
                    executing + other.executing,
                    cpuMicros + other.cpuMicros,
                    wakeUp + other.wakeUp,
                    bytesIn + other.bytesIn,
                    bytesOut + other.bytesOut);
        }

        Cost minus(Cost other) {
            return plus(other.times(-1));
        }

        Cost times(double factor) {
            return new Cost(
                    factor * commands,
                    factor * executing,
                    factor * cpuMicros,
                    factor * wakeUp,
                    factor * bytesIn,
                    factor * bytesOut);
        }

        /** The same, with the processor's time for a server that is busy, and what is added for one that sleeps. */
        Cost with(double busyMicros, double rareMicros) {
            return new Cost(commands, executing, busyMicros, Math.max(0, rareMicros - busyMicros), bytesIn, bytesOut);
        }
    }
}
