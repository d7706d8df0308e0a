package io.github.once4j.lockbench;

import io.github.once4j.lockbench.FleetModel.Fleet;
import io.github.once4j.lockbench.RedisMeter.Cost;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;

/** The page of a fleet: what operations cost, formulas, how far they were from what was measured, and where one Redis ends. */
final class FleetPage {
    private static final double MOST_OF_A_CORE = 0.5;
    private static final int MASTERS = 3;
    private static final int MANY = 1_000_000;
    private static final int LEASE = 30;

    private static final List<Fleet> FLEETS = List.of(
            new Fleet(10, 10, LEASE, 0, 0),
            new Fleet(10, 10, LEASE, 0, 9),
            new Fleet(50, 1_000, LEASE, 100, 0),
            new Fleet(50, 1_000, LEASE, 100, 50),
            new Fleet(500, 10_000, LEASE, 1_000, 0),
            new Fleet(500, 10_000, LEASE, 1_000, 500),
            new Fleet(500, 10_000, 300, 1_000, 500),
            new Fleet(2_000, 100_000, LEASE, 2_000, 2_000),
            new Fleet(2_000, MANY, LEASE, 0, 0),
            new Fleet(2_000, MANY, 300, 0, 0));

    private final FleetModel model;
    private final List<String> surroundings;
    private final Table checked = new Table(
            "Computed / measured", "commands/s", "received/s", "sent/s", "share of a core", "memory");
    private Fleet last = FLEETS.get(0);
    private int mostConnections;

    FleetPage(FleetModel model, List<String> surroundings) {
        this.model = model;
        this.surroundings = surroundings;
    }

    void checked(String doing, Fleet fleet, Cost measured, double memory) {
        Cost computed = model.perSecond(fleet);
        checked.row(
                doing,
                both(computed.commands(), measured.commands(), "%,.0f"::formatted),
                both(computed.bytesIn(), measured.bytesIn(), FleetPage::bytes),
                both(computed.bytesOut(), measured.bytesOut(), FleetPage::bytes),
                both(FleetModel.core(computed), FleetModel.work(measured), "%.4f"::formatted),
                both(model.memory(fleet), memory, FleetPage::bytes));
        last = fleet;
    }

    private static String both(double computed, double measured, DoubleFunction<String> text) {
        return "%s / %s = %.2f".formatted(text.apply(computed), text.apply(measured), computed / measured);
    }

    void mostConnections(int connections) {
        mostConnections = connections;
    }

    String text() {
        var text = new StringJoiner("\n\n", "", "\n");
        text.add("# What a fleet costs one Redis");
        text.add(String.join("; ", surroundings) + ".");
        text.add(("Written by `./mvnw -q -T1 -Plock-bench -Dlock-bench.main=FleetBenchmark -Dlock-bench.mode=record`: no number"
                        + " here is typed by hand. Operations are measured by `INFO`, one after the other on one connection."
                        + " *Executing* is the time of `INFO commandstats`; *CPU* is that of the server's process, which also"
                        + " reads, parses and writes; *when rare* with one every %d ms: the server has to wake up.")
                .formatted(FleetCosts.RARE_MILLIS));
        text.add(operations());
        text.add(("An empty server takes %s, a held key %s more (`MEMORY USAGE` says %s; keys such as"
                        + " `once:report-acme-10000`), a connection in use %s.")
                .formatted(
                        bytes(model.emptyBytes()),
                        bytes(model.keyBytes()),
                        bytes(model.keyUsage()),
                        bytes(model.connectionBytes())));
        text.add("## Formulas");
        text.add(formulas());
        text.add("## Checked");
        text.add(("%d processes on this machine, each with one guard in a JVM of `-Xmx32m -XX:+UseSerialGC"
                        + " -XX:TieredStopAtLevel=1`, hold %,d keys with leases of %d s; then make %,.0f calls/s as well; then wait"
                        + " for one more key as well.")
                .formatted(last.processes(), last.keys(), last.lease(), last.calls()));
        text.add(checked.toString());
        text.add("## Fleets");
        text.add(fleets());
        text.add("## Where one Redis ends");
        text.add(limits());
        return text.toString();
    }

    private String operations() {
        var table = new Table("One", "commands", "received", "sent", "executing", "CPU", "when rare");
        row(table, "guarded call on a free key", model.call());
        row(table, "call that finds its key held", model.locked());
        row(table, "renewal of a key", model.single());
        row(table, "further key that the same script renews", model.key());
        row(table, "second of a process that waits for a key", model.waiter());
        row(table, "second without calls", model.idle());
        return table.toString();
    }

    private static void row(Table table, String name, Cost cost) {
        table.row(
                name,
                Report.number(Math.max(0, cost.commands())),
                Report.bytes(cost.bytesIn()),
                Report.bytes(cost.bytesOut()),
                "%.1f µs".formatted(cost.executing()),
                "%.1f µs".formatted(cost.cpuMicros()),
                cost.wakeUp() == 0 ? "" : "%.1f µs".formatted(cost.cpuMicros() + cost.wakeUp()));
    }

    private String formulas() {
        Cost call = model.call();
        Cost single = model.single();
        Cost key = model.key();
        Cost waiter = model.waiter();
        return """
                For `N` processes with one guard each, `K` keys that are held all the time, `T` seconds of lease, `c` calls/s on free
                keys, and `W` processes that wait:

                - renewed keys/s: `r = 3 K / T`, since a key is renewed after a third of its lease
                - scripts/s: `s = N (q / (1 + %s q) + q / %d)` with `q = r / N`, but at most `r`: a guard sends together what becomes
                  due within %.0f ms, and at most %d keys by one script
                - commands/s: `%.2f c + s + %.2f W`
                - bytes received/s: `%.0f c + %.0f s + %.0f (r − s) + %.0f W`
                - bytes sent/s: `%.0f c + %.0f s + %.0f (r − s) + %.0f W`
                - work, as a share of a core: `b = (%.1f c + %.1f s + %.1f (r − s) + %.1f W + %.0f) / 1,000,000`
                - waking up: `w = (%.1f c + %.1f s + %.1f W) / 1,000,000` if the server slept before each of them; it sleeps for
                  a share of the time, so that the share of a core is `(b + w) / (1 + w)`
                - memory: `%s + %.0f B K + %.0f B N`"""
                .formatted(
                        FleetModel.DUE_TOGETHER,
                        FleetModel.TOGETHER,
                        1e3 * FleetModel.DUE_TOGETHER,
                        FleetModel.TOGETHER,
                        call.commands(),
                        waiter.commands(),
                        call.bytesIn(),
                        single.bytesIn(),
                        key.bytesIn(),
                        waiter.bytesIn(),
                        call.bytesOut(),
                        single.bytesOut(),
                        key.bytesOut(),
                        waiter.bytesOut(),
                        call.cpuMicros(),
                        single.cpuMicros(),
                        key.cpuMicros(),
                        waiter.cpuMicros(),
                        model.idle().cpuMicros(),
                        call.wakeUp(),
                        single.wakeUp(),
                        waiter.wakeUp(),
                        bytes(model.emptyBytes()),
                        model.keyBytes(),
                        model.connectionBytes());
    }

    private String fleets() {
        var table = new Table(
                "Processes, held keys, lease, calls/s, waiting processes",
                "commands/s",
                "received/s",
                "sent/s",
                "share of a core",
                "memory");
        for (Fleet fleet : FLEETS) {
            Cost cost = model.perSecond(fleet);
            table.row(
                    "%,d; %,d; %d s; %,.0f; %,d"
                            .formatted(fleet.processes(), fleet.keys(), fleet.lease(), fleet.calls(), fleet.waiters()),
                    "%,.0f".formatted(cost.commands()),
                    bytes(cost.bytesIn()),
                    bytes(cost.bytesOut()),
                    "%.3f".formatted(FleetModel.core(cost)),
                    bytes(model.memory(fleet)));
        }
        return table.toString();
    }

    private String limits() {
        var table = new Table(
                "Until the work takes half of a core", "one Redis", "a cluster of %d masters".formatted(MASTERS));
        limit(table, "calls/s on free keys", new Fleet(1, 0, LEASE, MANY, 0));
        double locked = (1e6 * MOST_OF_A_CORE - model.idle().cpuMicros()) / model.locked().cpuMicros();
        table.row("calls/s that find their key held", "%,.0f".formatted(locked), "%,.0f".formatted(MASTERS * locked));
        limit(table, "processes that wait for a key", new Fleet(1, 0, LEASE, 0, MANY));
        limit(table, "keys that one process holds, lease of 30 s", new Fleet(1, MANY, LEASE, 0, 0));
        limit(table, "keys that 1,000 processes hold, lease of 30 s", new Fleet(1_000, MANY, LEASE, 0, 0));
        limit(table, "keys that 1,000 processes hold, lease of 5 min", new Fleet(1_000, MANY, 300, 0, 0));
        table.row(
                "processes that connect (`maxclients`)",
                "%,d".formatted(mostConnections),
                "%,d".formatted(mostConnections));
        String end = "One Redis ends where the first of these is reached; several at once share the half. A cluster divides"
                + " keys and calls among its masters, but each process connects to each master, and a script renews one key,"
                + " since keys of one process may be in different slots. Memory is no limit before: %,d keys take %s."
                        .formatted(MANY, bytes(model.keyBytes() * MANY));
        return table + "\n\n" + end;
    }

    /** Scales the load by bisection: scripts do not grow as keys do. */
    private void limit(Table table, String name, Fleet load) {
        table.row(
                name,
                "%,.0f".formatted(most(load, 0)),
                "%,.0f".formatted(most(load, MASTERS)));
    }

    private double most(Fleet load, int masters) {
        double low = 0;
        double high = 1_000;
        for (int i = 0; i < 60; i++) {
            double factor = (low + high) / 2;
            Fleet fleet = new Fleet(
                    load.processes(),
                    (int) (load.keys() * factor),
                    load.lease(),
                    load.calls() * factor,
                    (int) (load.waiters() * factor));
            Cost cost = masters == 0 ? model.perSecond(fleet) : model.perSecond(fleet, masters);
            if (FleetModel.work(cost) < MOST_OF_A_CORE) {
                low = factor;
            } else {
                high = factor;
            }
        }
        return low * MANY;
    }

    private static String bytes(double bytes) {
        return bytes < 10_000
                ? "%,.0f B".formatted(bytes)
                : bytes < 10_000_000 ? "%,.0f kB".formatted(bytes / 1e3) : "%,.0f MB".formatted(bytes / 1e6);
    }
}
