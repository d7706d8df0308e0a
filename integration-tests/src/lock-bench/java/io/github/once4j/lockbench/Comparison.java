package io.github.once4j.lockbench;

import java.util.ArrayList;
import java.util.Collection;
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
     * @param ratio its time over the limit's
     * @param nanos its time, to see the order of magnitude
     */
    record Line(String label, boolean limit, Spread ratio, double nanos, double cpuNanos, double bytes) {}

    static Comparison of(
            String title, Map<String, List<Sample>> samples, Collection<String> limits, Map<String, String> failures) {
        Optional<String> limit = limits.stream()
                .filter(samples::containsKey)
                .min(Comparator.comparingDouble(label -> median(samples.get(label), Sample::nanos)));
        List<Line> lines = new ArrayList<>();
        limit.ifPresent(least -> samples.forEach((label, own) -> {
            List<Sample> base = samples.get(least);
            List<Double> ratios = new ArrayList<>();
            for (int cycle = 0; cycle < own.size(); cycle++) {
                ratios.add(own.get(cycle).nanos() / base.get(cycle).nanos());
            }
            lines.add(new Line(
                    label,
                    label.equals(least),
                    Spread.of(ratios),
                    median(own, Sample::nanos),
                    median(own, Sample::cpuNanos),
                    median(own, Sample::bytes)));
        }));
        return new Comparison(title, lines, failures);
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return Spread.of(samples.stream().map(value::applyAsDouble).toList()).median();
    }
}
