package io.github.once4j.lockbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The part of a README that is made of results, between two marks: no figure there is typed by hand. */
final class Figures {
    private static final String BEGIN = "<!-- figures -->";
    private static final String END = "<!-- end of figures -->";

    private final Results results;

    Figures(Results results) {
        this.results = results;
    }

    static void writeInto(Path readme, String text) throws IOException {
        String former = Files.readString(readme);
        int begin = former.indexOf(BEGIN) + BEGIN.length();
        int end = former.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalStateException(readme + " has no place for the figures");
        }
        Files.writeString(readme, former.substring(0, begin) + "\n" + text + former.substring(end));
    }

    String text() {
        var text = new StringJoiner("\n\n", "", "\n");
        text.add(String.join("; ", results.surroundings()) + ".");
        text.add("![Time of a guarded call on a free key in Redis, as a multiple of raw Lettuce, with 1, 8 and 64 threads]"
                + "(benchmarks/free-key.svg)");
        text.add(free());
        text.add(rest());
        text.add("![Held leases: share of a core and bytes of heap](benchmarks/held-leases.svg)");
        text.add(leases());
        text.add(firstCall());
        return text.toString();
    }

    private String free() {
        List<String> head = new ArrayList<>(List.of("Free key on Redis: time × the limit"));
        results.free().keySet().forEach(threads -> head.add(LockBenchmark.threads(threads)));
        head.addAll(List.of("CPU", "allocated", "commands"));
        var table = new Table(head.toArray(String[]::new));
        for (Comparison.Line line : results.free().values().iterator().next().lines()) {
            List<String> row = new ArrayList<>();
            for (Comparison each : results.free().values()) {
                row.add(each.line(line.label()).map(found -> Report.number(found.ratio().median())).orElse("failed"));
            }
            row.add(Report.time(line.cpuNanos()));
            row.add(Report.bytes(line.bytes()));
            row.add(Report.number(results.commands().getOrDefault(line.label(), Double.NaN)));
            table.row(line.label(), row.toArray(String[]::new));
        }
        return table.toString();
    }

    private String rest() {
        var table = new Table("Median of the ratios", "the limit", "once4j", "best other");
        results.notAwaited().forEach(each -> row(table, each));
        row(table, results.heldElsewhere());
        results.heldHere().values().forEach(each -> row(table, each));
        results.async().values().forEach(each -> row(table, each));
        results.memory().forEach(each -> row(table, each));
        row(table, results.call());
        return table.toString();
    }

    private static void row(Table table, Comparison comparison) {
        table.row(
                comparison.title(),
                comparison
                        .limit()
                        .map(line -> line.label() + " " + Report.time(line.nanos()))
                        .orElse(""),
                comparison.ours().map(Figures::ratio).orElse("failed"),
                comparison
                        .bestOther()
                        .map(line -> line.label() + " " + ratio(line))
                        .orElse(""));
    }

    private static String ratio(Comparison.Line line) {
        return Report.number(line.ratio().median()) + " × (" + Report.time(line.nanos()) + ")";
    }

    private String leases() {
        int most = results.leases().stream().mapToInt(HeldLeases.Line::leases).max().orElse(0);
        var table = new Table(
                "%,d held leases of 30 s, renewed".formatted(most),
                "still held",
                "taken, each",
                "shortest rest",
                "share of a core",
                "heap for each",
                "commands/s");
        results.leases().stream()
                .filter(line -> line.leases() == most)
                .forEach(line -> table.row(line.label(), Report.leases(line)));
        return table.toString();
    }

    private String firstCall() {
        return ("The first guarded call of a JVM, in memory, adds %.0f ms to the %.0f ms of a program that does nothing; on Redis,"
                        + " with the connection, %.0f ms, where raw Lettuce adds %.0f ms.")
                .formatted(
                        added(FirstCall.IN_MEMORY),
                        results.firstCall().emptyMillis().median(),
                        added(FirstCall.onRedis(Peer.ONCE4J)),
                        added(FirstCall.onRedis(Peer.RAW)));
    }

    private double added(String label) {
        return results.firstCall().addedMillis().get(label).median();
    }
}
