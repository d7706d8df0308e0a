package io.github.once4j.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened, line by line as it happens, and who ran when. It has its own idea of what must not overlap, apart from
 * the locks and their keys: so it can prove them wrong.
 */
final class Timeline {
    private static final int WIDTH = 64;

    private final PrintStream out;
    private final long start = System.nanoTime();
    private final List<Run> runs = new ArrayList<>();
    private final List<Skip> skips = new ArrayList<>();

    Timeline(PrintStream out) {
        this.out = out;
    }

    /** One run of a body, in nanoseconds since the start. */
    record Run(String what, String who, long begin, long end) {}

    /** One call that was turned away. */
    record Skip(String what, long at) {}

    synchronized void title(String text) {
        out.println();
        out.println(text);
    }

    synchronized void lines(List<String> lines) {
        lines.forEach(out::println);
    }

    synchronized void say(String what, String text) {
        say(Thread.currentThread().getName(), what, text);
    }

    synchronized void turnedAway(String what, String text) {
        skips.add(new Skip(what, now()));
        say(what, text);
    }

    synchronized Run begin(String what) {
        say(what, "RUNS");
        return new Run(what, Thread.currentThread().getName(), now(), Long.MAX_VALUE);
    }

    synchronized void end(Run run, String text) {
        runs.add(new Run(run.what(), run.who(), run.begin(), now()));
        say(run.who(), run.what(), text);
    }

    /** One line for each key: the letter of who ran, {@code !} where a caller was turned away. */
    synchronized void chart() {
        long total = now() + 1;
        var lines = new LinkedHashMap<String, char[]>();
        for (Run run : byBegin()) {
            char[] line = lines.computeIfAbsent(run.what(), what -> blank());
            int begin = column(run.begin(), total);
            Arrays.fill(
                    line,
                    begin,
                    Math.max(begin + 1, column(run.end(), total)),
                    run.who().charAt(0));
        }
        for (Skip skip : skips) {
            lines.computeIfAbsent(skip.what(), what -> blank())[column(skip.at(), total)] = '!';
        }
        lines.forEach((what, line) -> out.printf("  %-18s %s%n", what, new String(line)));
    }

    /**
     * Says how many ran and how many were turned away.
     *
     * @throws IllegalStateException if two runs of one thing overlapped
     */
    synchronized String verdict() {
        byBegin().stream().collect(Collectors.groupingBy(Run::what)).values().forEach(Timeline::requireApart);
        return "%d runs, %d calls turned away, no two runs of one key overlapped.".formatted(runs.size(), skips.size());
    }

    private List<Run> byBegin() {
        return runs.stream().sorted(Comparator.comparingLong(Run::begin)).toList();
    }

    private static void requireApart(List<Run> runs) {
        for (int i = 1; i < runs.size(); i++) {
            if (runs.get(i).begin() < runs.get(i - 1).end()) {
                throw new IllegalStateException("Two runs overlapped: " + runs.get(i - 1) + " and " + runs.get(i));
            }
        }
    }

    synchronized void say(String who, String what, String text) {
        out.printf("%6d  %-5s %-18s %s%n", now() / 1_000_000, who, what, text);
    }

    private static char[] blank() {
        char[] line = new char[WIDTH];
        Arrays.fill(line, '.');
        return line;
    }

    private static int column(long at, long total) {
        return (int) (at * WIDTH / total);
    }

    private long now() {
        return System.nanoTime() - start;
    }
}
