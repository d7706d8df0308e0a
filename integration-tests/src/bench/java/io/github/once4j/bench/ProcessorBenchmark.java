package io.github.once4j.bench;

import com.google.auto.value.processor.AutoValueProcessor;
import io.github.once4j.processor.OnceProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a processor adds to a build: javac with it, minus javac for the same sources plus the generated ones without it. The
 * contestants take turns in one JVM, so that all of them see the same machine; printed are medians over the turns, and
 * quartiles. The figures of the first class are from JVMs of their own.
 */
public final class ProcessorBenchmark {
    private static final int WARM_UP = 8;
    private static final int COLD_TURNS = 5;

    private ProcessorBenchmark() {}

    /**
     * Runs.
     *
     * @param args the number of measured turns with 100 classes, 15 if there is none; with 1,000 it is a third of that
     */
    public static void main(String... args) throws IOException, InterruptedException {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        System.out.printf(
                "javac %s, %d processors, %d turns; CPU time and allocations of the compiling thread, by class%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), turns);
        System.out.printf(
                "%7s  %-10s %9s %18s %8s %12s %13s %9s%n",
                "classes", "processor", "ms added", "(quartiles)", "x floor", "in it alone", "KiB allocated", "KiB held");
        measure(100, WARM_UP, turns);
        measure(1000, 1, Math.max(3, turns / 3));
        System.out.printf("%nthe first class of a new JVM, ms by the clock%n");
        measureFirst();
    }

    private static void measure(int classes, int warmUp, int turns) throws IOException {
        Map<String, Workload> workloads = workloads(classes);
        Map<Contestant, Results> results = new EnumMap<>(Contestant.class);
        for (Contestant each : Contestant.values()) {
            results.put(each, new Results());
        }
        for (int turn = -warmUp; turn < turns; turn++) {
            Map<String, Meter.Cost> without = new HashMap<>();
            for (Contestant each : Contestant.values()) {
                Workload workload = workloads.get(each.texts());
                if (!without.containsKey(each.texts())) {
                    without.put(each.texts(), Meter.compile(workload.all(), null));
                }
                var meter = new Meter(each.processor(workload.output()), false);
                Meter.Cost with = Meter.compile(workload.sources(), meter);
                if (turn >= 0) {
                    results.get(each).add(with, without.get(each.texts()), meter.millis());
                }
            }
        }
        double floor = 0;
        double heldByFloor = 0;
        for (Contestant each : Contestant.values()) {
            Workload workload = workloads.get(each.texts());
            var meter = new Meter(each.processor(workload.output()), true);
            CompileTask.run(workload.sources(), meter);
            Results result = results.get(each);
            boolean isFloor = each == Contestant.FLOOR || each == Contestant.VALUE_FLOOR;
            floor = isFloor ? result.added(0.5) : floor;
            heldByFloor = isFloor ? meter.liveKib() : heldByFloor;
            System.out.printf(
                    "%7d  %-10s %9.3f %18s %8.2f %12.3f %13.0f %9s%n",
                    classes,
                    each.label(),
                    result.added(0.5) / classes,
                    "%.3f to %.3f".formatted(result.added(0.25) / classes, result.added(0.75) / classes),
                    result.added(0.5) / floor,
                    quantile(result.alone, 0.5) / classes,
                    quantile(result.kib, 0.5) / classes,
                    isFloor ? "" : "%+.1f".formatted((meter.liveKib() - heldByFloor) / classes));
        }
    }

    private static void measureFirst() throws IOException, InterruptedException {
        Map<String, Workload> one = workloads(1);
        Map<Contestant, List<Double>> added = new EnumMap<>(Contestant.class);
        for (int turn = 0; turn < COLD_TURNS; turn++) {
            Map<String, Double> without = new HashMap<>();
            for (Contestant each : Contestant.values()) {
                Workload workload = one.get(each.texts());
                if (!without.containsKey(each.texts())) {
                    without.put(each.texts(), FirstClass.millis(workload, null));
                }
                added.computeIfAbsent(each, contestant -> new ArrayList<>())
                        .add(FirstClass.millis(workload, each) - without.get(each.texts()));
            }
        }
        added.forEach((contestant, millis) -> System.out.printf(
                "%7d  %-10s %9.0f %18s%n",
                1,
                contestant.label(),
                quantile(millis, 0.5),
                "%.0f to %.0f".formatted(quantile(millis, 0.25), quantile(millis, 0.75))));
    }

    private static Map<String, Workload> workloads(int classes) throws IOException {
        return Map.of(
                Contestant.ONCE4J.texts(),
                Workload.services(classes, new OnceProcessor()),
                Contestant.AUTO_VALUE.texts(),
                Workload.values(classes, new AutoValueProcessor()));
    }

    private static double quantile(List<Double> values, double quantile) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(quantile * (sorted.length - 1))];
    }

    /** What the turns of a contestant cost above the same compilation without it. */
    private static final class Results {
        private final List<Double> millis = new ArrayList<>();
        private final List<Double> kib = new ArrayList<>();
        private final List<Double> alone = new ArrayList<>();

        void add(Meter.Cost with, Meter.Cost without, double processor) {
            millis.add(with.millis() - without.millis());
            kib.add(with.allocatedKib() - without.allocatedKib());
            alone.add(processor);
        }

        double added(double quantile) {
            return quantile(millis, quantile);
        }
    }
}
