package io.github.once4j.lockbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The outcome of one scenario, as multiples of its limit in the same cycle. */
record Comparison(String title, List<Turns> turns, List<Line> lines, Map<String, String> failures) {
    /**
     * One contestant.
     *
     * @param limit whether it is the limit
     * @param ratio its time over the limit's
     * @param nanos its time, to see the order of magnitude
     * @param slowRatio the time of its slow calls, which 99 % do not exceed, over that of the limit's; NaN if it is not known
     */
    record Line(
            String label,
            Role role,
            boolean limit,
            Spread ratio,
            double nanos,
            double slowNanos,
            double slowRatio,
            double cpuNanos,
            double bytes) {
        boolean knowsSlowCalls() {
            return !Double.isNaN(slowNanos);
        }
    }

    static Comparison of(String title, List<Turns> turns, Map<String, String> failures) {
        return of(
                title,
                turns,
                turns.stream()
                        .filter(each -> each.entrant().role() == Role.LIMIT)
                        .min(Comparator.comparingDouble(each -> each.median(Sample::nanos))),
                failures);
    }

    private static Comparison of(
            String title, List<Turns> turns, Optional<Turns> limit, Map<String, String> failures) {
        List<Line> lines = limit.map(least ->
                        turns.stream().map(own -> line(own, least)).toList())
                .orElse(List.of());
        return new Comparison(title, turns, lines, failures);
    }

    /** The same turns of two contestants alone, of which the first is the limit. */
    Comparison between(String limit, String other) {
        List<Turns> both = turns.stream()
                .filter(each -> List.of(limit, other).contains(each.entrant().label()))
                .toList();
        return of(
                title + ", release not awaited",
                both,
                both.stream().filter(each -> each.entrant().label().equals(limit)).findFirst(),
                Map.of());
    }

    /** What a contestant takes longer than the limit for a call, in the same cycle, in nanoseconds. */
    Spread added(String label) {
        String limit = limit().orElseThrow().label();
        List<Sample> own = samples(label);
        List<Double> added = new ArrayList<>();
        for (Sample least : samples(limit)) {
            added.add(own.get(added.size()).nanos() - least.nanos());
        }
        return Spread.of(added);
    }

    private List<Sample> samples(String label) {
        return turns.stream()
                .filter(each -> each.entrant().label().equals(label))
                .findFirst()
                .orElseThrow()
                .samples();
    }

    private static Line line(Turns own, Turns limit) {
        return new Line(
                own.entrant().label(),
                own.entrant().role(),
                own.entrant().equals(limit.entrant()),
                ratio(own, limit, Sample::nanos),
                own.median(Sample::nanos),
                own.median(Sample::slowNanos),
                ratio(own, limit, Sample::slowNanos).median(),
                own.median(Sample::cpuNanos),
                own.median(Sample::bytes));
    }

    private static Spread ratio(Turns own, Turns limit, ToDoubleFunction<Sample> value) {
        List<Double> ratios = new ArrayList<>();
        for (int cycle = 0; cycle < own.samples().size(); cycle++) {
            ratios.add(value.applyAsDouble(own.samples().get(cycle))
                    / value.applyAsDouble(limit.samples().get(cycle)));
        }
        return Spread.of(ratios);
    }

    Optional<Line> line(String label) {
        return lines.stream().filter(line -> line.label().equals(label)).findFirst();
    }

    Optional<Line> limit() {
        return lines.stream().filter(Line::limit).findFirst();
    }

    /** once4j as it comes. */
    Optional<Line> ours() {
        return lines.stream().filter(line -> line.role() == Role.OURS).findFirst();
    }

    Optional<Line> bestOther() {
        return lines.stream()
                .filter(line -> line.role() == Role.OTHER)
                .min(Comparator.comparingDouble(line -> line.ratio().median()));
    }
}
