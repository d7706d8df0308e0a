package io.github.once4j.lockbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The outcome of one scenario, as multiples of its limit in the same cycle. */
record Comparison(String title, List<Line> lines, Map<String, String> failures) {
    /**
     * One contestant.
     *
     * @param limit whether it is the limit
     * @param ratio its time over the limit's
     * @param nanos its time, to see the order of magnitude
     */
    record Line(
            String label, Role role, boolean limit, Spread ratio, double nanos, double cpuNanos, double bytes) {}

    static Comparison of(String title, Map<Entrant, List<Sample>> samples, Map<String, String> failures) {
        Optional<Entrant> limit = samples.keySet().stream()
                .filter(entrant -> entrant.role() == Role.LIMIT)
                .min(Comparator.comparingDouble(entrant -> median(samples.get(entrant), Sample::nanos)));
        List<Line> lines = new ArrayList<>();
        limit.ifPresent(least -> samples.forEach((entrant, own) -> lines.add(new Line(
                entrant.label(),
                entrant.role(),
                entrant.equals(least),
                ratio(own, samples.get(least)),
                median(own, Sample::nanos),
                median(own, Sample::cpuNanos),
                median(own, Sample::bytes)))));
        return new Comparison(title, lines, failures);
    }

    private static Spread ratio(List<Sample> own, List<Sample> limit) {
        List<Double> ratios = new ArrayList<>();
        for (int cycle = 0; cycle < own.size(); cycle++) {
            ratios.add(own.get(cycle).nanos() / limit.get(cycle).nanos());
        }
        return Spread.of(ratios);
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return Spread.of(samples.stream().map(value::applyAsDouble).toList()).median();
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
