package io.github.once4j.lockbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The results as tables of Markdown. */
final class Report {
    /** How a comparison is measured. */
    static final String METHOD = "Contestants share a JVM and take turns of " + Plan.TURN_MILLIS
            + " ms in shuffled order; a ratio is that of a contestant's time to the limit's in the same cycle: the"
            + " median over the cycles, with the quartiles. 99 % of the calls of a turn did not take longer than the time"
            + " that is named so. Times, processor time of the JVM and allocated bytes are for one call.";

    /** The table of leases as long as those that are called for. */
    static final String LEASES = "Held leases of 30 s, renewed";

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    String text() {
        var text = new StringJoiner("\n\n", "", "\n");
        text.add("# What a guarded call costs");
        text.add(String.join("; ", results.surroundings()) + ".");
        text.add("Written by `./mvnw -q -T1 -Plock-bench -Dlock-bench.mode=record`. " + METHOD);
        results.free().values().forEach(each -> text.add(table(each)));
        results.notAwaited().forEach(each -> text.add(table(each)));
        text.add(commands());
        text.add(table(results.heldElsewhere()));
        results.heldHere().values().forEach(each -> text.add(table(each)));
        results.async().values().forEach(each -> text.add(table(each)));
        results.memory().forEach(each -> text.add(table(each)));
        text.add(table(results.call()));
        text.add(leases(LEASES, results.leases(), "commands/s"));
        text.add(firstCall());
        return text.toString();
    }

    void write(Plan plan) throws IOException {
        Path folder = Files.createDirectories(plan.folder());
        Files.writeString(folder.resolve("results.md"), text());
        Chart.write(FreeKeyChart.of(results.free()), FreeKeyChart.HEIGHT, folder.resolve("free-key.svg"));
        Chart.write(LeasesChart.of(results.leases()), LeasesChart.HEIGHT, folder.resolve("held-leases.svg"));
        OverviewChart.write(folder);
        var figures = new Figures(results);
        if (plan.record()) {
            Figures.writeInto(plan.module().resolve("README.md"), figures.text());
        } else {
            Files.writeString(folder.resolve("figures.md"), figures.text());
        }
        System.out.println("Written to " + folder);
    }

    static String table(Comparison comparison) {
        boolean knowsSlowCalls = comparison.lines().stream().anyMatch(Comparison.Line::knowsSlowCalls);
        List<String> head = new ArrayList<>(List.of(comparison.title(), "× the limit", "quartiles", "time"));
        head.addAll(knowsSlowCalls ? List.of("99 % of calls", "× the limit") : List.of());
        head.addAll(List.of("CPU", "allocated"));
        var table = new Table(head.toArray(String[]::new));
        for (Comparison.Line line : comparison.lines()) {
            List<String> row = new ArrayList<>(List.of(
                    number(line.ratio().median()),
                    number(line.ratio().low()) + " to " + number(line.ratio().high()),
                    time(line.nanos())));
            row.addAll(knowsSlowCalls ? List.of(time(line.slowNanos()), number(line.slowRatio())) : List.of());
            row.addAll(List.of(time(line.cpuNanos()), bytes(line.bytes())));
            table.row(line.label() + (line.limit() ? " (the limit)" : ""), row.toArray(String[]::new));
        }
        comparison.failures().forEach((label, reason) -> table.row(label, "failed", "", reason));
        return table.toString();
    }

    private String commands() {
        var table = new Table("Commands sent for a guarded call", "commands");
        results.commands().forEach((label, commands) -> table.row(label, number(commands)));
        return table.toString();
    }

    static String leases(String title, List<HeldLeases.Line> lines, String commands) {
        var table = new Table(
                title,
                "still held",
                "taken, each",
                "shortest rest",
                "share of a core",
                "heap for each",
                commands);
        lines.forEach(line -> table.row("%s, %,d".formatted(line.label(), line.leases()), leases(line)));
        return table.toString();
    }

    static String[] leases(HeldLeases.Line line) {
        HolderProcess.Result result = line.result();
        return line.failure().isEmpty()
                ? new String[] {
                    "%,d".formatted(result.held()),
                    time(result.taken()),
                    "%.1f s".formatted(result.leastLeftMillis() / 1000.0),
                    "%.3f".formatted(result.core()),
                    bytes(result.bytes()),
                    "%,.0f".formatted(result.commands())
                }
                : new String[] {"failed", "", "", "", "", line.failure()};
    }

    private String firstCall() {
        var table = new Table("First guarded call of a JVM", "added", "quartiles");
        results.firstCall().addedMillis().forEach((label, millis) -> table.row(label, spread(millis)));
        table.row("for comparison: a program that does nothing", spread(results.firstCall().emptyMillis()));
        return table.toString();
    }

    private static String[] spread(Spread millis) {
        return new String[] {
            "%.0f ms".formatted(millis.median()), "%.0f to %.0f ms".formatted(millis.low(), millis.high())
        };
    }

    static String number(double value) {
        return (value < 0.1 ? "%.4f" : "%.2f").formatted(value);
    }

    static String time(double nanos) {
        return nanos < 10_000 ? "%,.0f ns".formatted(nanos) : "%,.0f µs".formatted(nanos / 1000);
    }

    static String bytes(double bytes) {
        return "%,.0f B".formatted(bytes);
    }
}
