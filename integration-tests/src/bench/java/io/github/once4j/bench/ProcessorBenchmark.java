package io.github.once4j.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a build with a processor takes, and what the processor adds to it: javac with it, minus javac for the same sources plus the generated ones without it. The
 * contestants take turns in one JVM, in another order each time: who comes behind the compilation without a processor has it
 * easier. Printed are medians over the turns, and quartiles. The figures of the first class are from JVMs of their own.
 */
public final class ProcessorBenchmark {
    private static final int WARM_UP = 8;
    private static final int COLD_TURNS = 5;
    private static final Random ORDER = new Random(20261125);

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
                "%7s  %-10s %11s %9s %9s %18s %8s %12s %13s%n",
                "classes", "processor", "KiB written", "ms in all", "ms added", "(quartiles)", "x floor", "in it alone", "KiB allocated");
        measure(100, WARM_UP, turns);
        measure(1000, 2, Math.max(5, turns / 3));
        System.out.printf("%nthe first class of a new JVM, ms by the clock%n");
        measureFirst();
    }

    private static void measure(int classes, int warmUp, int turns) throws IOException {
        List<Results> all = results(classes);
        for (int turn = -warmUp; turn < turns; turn++) {
            for (int i = 0; i < all.size(); i += 2) {
                turn(all.get(i), all.get(i + 1), turn >= 0);
            }
        }
        double floor = 0;
        for (Results each : all) {
            floor = each.contestant.isFloor() ? quantile(each.millis, 0.5) : floor;
            System.out.printf(
                    "%7d  %-10s %11.1f %9.3f %9.3f %18s %8.2f %12.3f %13.0f%n",
                    classes,
                    each.contestant.label(),
                    each.workload.kibWritten() / classes,
                    quantile(each.inAll, 0.5) / classes,
                    quantile(each.millis, 0.5) / classes,
                    "%.3f to %.3f".formatted(quantile(each.millis, 0.25) / classes, quantile(each.millis, 0.75) / classes),
                    quantile(each.millis, 0.5) / floor,
                    quantile(each.alone, 0.5) / classes,
                    quantile(each.kib, 0.5) / classes);
        }
    }

    /** One turn of a floor and of the processor that generates the same text, beside a compilation of it without either. */
    private static void turn(Results floor, Results processor, boolean counts) throws IOException {
        var withFloor = new Compilation(floor.workload.sources(), floor.meter());
        var withProcessor = new Compilation(processor.workload.sources(), processor.meter());
        var without = new Compilation(floor.workload.all(), null);
        List<Compilation> inOrder = Arrays.asList(withFloor, withProcessor, without);
        Collections.shuffle(inOrder, ORDER);
        for (Compilation each : inOrder) {
            each.run();
        }
        if (counts) {
            floor.add(withFloor, without);
            processor.add(withProcessor, without);
        }
    }

    private static void measureFirst() throws IOException, InterruptedException {
        List<Results> all = results(1);
        for (int turn = 0; turn < COLD_TURNS; turn++) {
            double without = 0;
            for (Results each : all) {
                if (each.contestant.isFloor()) {
                    without = FirstClass.millis(each.workload, null);
                }
                each.millis.add(FirstClass.millis(each.workload, each.contestant) - without);
            }
        }
        for (Results each : all) {
            System.out.printf(
                    "%7d  %-10s %9.0f %18s%n",
                    1,
                    each.contestant.label(),
                    quantile(each.millis, 0.5),
                    "%.0f to %.0f".formatted(quantile(each.millis, 0.25), quantile(each.millis, 0.75)));
        }
    }

    private static List<Results> results(int classes) throws IOException {
        List<Results> all = new ArrayList<>();
        for (Contestant each : Contestant.values()) {
            all.add(new Results(each, each.workload(classes)));
        }
        return all;
    }

    private static double quantile(List<Double> values, double quantile) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(quantile * (sorted.length - 1))];
    }

    /** What javac is to do, and what it took. */
    private static final class Compilation {
        private final Map<String, String> sources;
        private final @Nullable Meter meter;
        private Meter.Cost cost = new Meter.Cost(0, 0);

        Compilation(Map<String, String> sources, @Nullable Meter meter) {
            this.sources = sources;
            this.meter = meter;
        }

        void run() throws IOException {
            cost = Meter.compile(sources, meter);
        }
    }

    /** What the turns of a contestant cost above the same compilation without it. */
    private static final class Results {
        private final Contestant contestant;
        private final Workload workload;
        private final List<Double> inAll = new ArrayList<>();
        private final List<Double> millis = new ArrayList<>();
        private final List<Double> kib = new ArrayList<>();
        private final List<Double> alone = new ArrayList<>();

        Results(Contestant contestant, Workload workload) {
            this.contestant = contestant;
            this.workload = workload;
        }

        Meter meter() {
            return new Meter(contestant.processor(workload.output()));
        }

        void add(Compilation with, Compilation without) {
            inAll.add(with.cost.millis());
            millis.add(with.cost.millis() - without.cost.millis());
            kib.add(with.cost.allocatedKib() - without.cost.allocatedKib());
            alone.add(Objects.requireNonNull(with.meter).millis());
        }
    }
}
