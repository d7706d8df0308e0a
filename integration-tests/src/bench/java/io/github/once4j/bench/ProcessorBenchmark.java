package io.github.once4j.bench;

import com.google.auto.value.processor.AutoValueProcessor;
import com.sun.management.ThreadMXBean;
import io.github.once4j.processor.OnceProcessor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.annotation.processing.Processor;
import org.jspecify.annotations.Nullable;

/**
 * What a processor adds to a build: the time of javac with it, minus the time for the same sources plus the generated
 * ones without it. The floor is a processor that only writes the same text. The contestants take turns in one JVM, so that
 * all of them see the same machine; printed are medians over the turns, with the quartiles of ours.
 */
public final class ProcessorBenchmark {
    private static final int WARM_UP = 6;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ProcessorBenchmark() {}

    /**
     * Runs.
     *
     * @param args the number of measured turns, 15 if there is none
     */
    public static void main(String... args) throws IOException {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        System.out.printf(
                "javac %s, %d processors, %d turns%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), turns);
        System.out.printf(
                "%8s  %-10s  %12s  %18s  %10s  %14s%n",
                "classes", "processor", "ms per class", "(quartiles)", "x floor", "KiB per class");
        for (int classes : List.of(100, 1000)) {
            measure(classes, turns);
        }
    }

    private static void measure(int classes, int turns) throws IOException {
        Map<String, String> ours = sources(classes, ProcessorBenchmark::service);
        Map<String, String> values = sources(classes, ProcessorBenchmark::value);
        Map<String, String> ourOutput = CompileTask.run(ours, new OnceProcessor());
        Map<String, String> valueOutput = CompileTask.run(values, new AutoValueProcessor());
        List<Contestant> contestants = List.of(
                new Contestant("floor", ours, ourOutput, () -> new FloorProcessor(ourOutput)),
                new Contestant("once4j", ours, ourOutput, OnceProcessor::new),
                new Contestant("AutoValue", values, valueOutput, AutoValueProcessor::new));
        for (int turn = -WARM_UP; turn < turns; turn++) {
            for (Contestant contestant : contestants) {
                contestant.turn(turn >= 0);
            }
        }
        double floor = contestants.get(0).time(0.5);
        for (Contestant each : contestants) {
            System.out.printf(
                    "%8d  %-10s  %12.3f  %18s  %10.2f  %14.1f%n",
                    classes,
                    each.name,
                    each.time(0.5) / classes,
                    "%.3f to %.3f".formatted(each.time(0.25) / classes, each.time(0.75) / classes),
                    each.time(0.5) / floor,
                    each.kibibytes() / classes);
        }
    }

    /** One processor on its sources, and what its turns cost above the same compilation without it. */
    private static final class Contestant {
        private final String name;
        private final Map<String, String> sources;
        private final Map<String, String> all;
        private final Supplier<Processor> processor;
        private final List<Double> millis = new ArrayList<>();
        private final List<Double> kibibytes = new ArrayList<>();

        Contestant(
                String name, Map<String, String> sources, Map<String, String> output, Supplier<Processor> processor) {
            this.name = name;
            this.sources = sources;
            this.processor = processor;
            this.all = new TreeMap<>(sources);
            all.putAll(output);
        }

        void turn(boolean counted) throws IOException {
            Cost without = cost(all, null);
            Cost with = cost(sources, processor.get());
            if (counted) {
                millis.add((with.nanos - without.nanos) / 1e6);
                kibibytes.add((with.bytes - without.bytes) / 1024.0);
            }
        }

        double time(double quantile) {
            return quantile(millis, quantile);
        }

        double kibibytes() {
            return quantile(kibibytes, 0.5);
        }

        private static double quantile(List<Double> values, double quantile) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[(int) Math.round(quantile * (sorted.length - 1))];
        }
    }

    private static Cost cost(Map<String, String> sources, @Nullable Processor processor) throws IOException {
        System.gc();
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long start = System.nanoTime();
        CompileTask.run(sources, processor);
        return new Cost(
                System.nanoTime() - start,
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes);
    }

    private record Cost(long nanos, long bytes) {}

    private static Map<String, String> sources(int classes, IntFunction<String> text) {
        Map<String, String> sources = new HashMap<>();
        for (int i = 0; i < classes; i++) {
            sources.put("bench.T" + i, text.apply(i));
        }
        return new TreeMap<>(sources);
    }

    private static String service(int i) {
        return """
                package bench;
                import io.github.once4j.Once;
                public abstract class T%d {
                    public record Order(String id, int line) {}
                    @Once(key = "report%1$d-{tenantId}-{order.id}")
                    public String build(String tenantId, Order order) { return order.id(); }
                    @Once(key = "sync%1$d-{arg}", returnOnLocked = "already running")
                    public java.util.concurrent.CompletableFuture<String> sync(String arg) { return null; }
                    @Once(key = "import%1$d-{file}", raiseOnLocked = true)
                    public int importFile(String file) throws java.io.IOException { return 1; }
                    @Once(key = "clean%1$d-{order.line}-{force}", lease = "5m")
                    public void clean(Order order, boolean force) {}
                    @Once(key = "list%1$d-{page}")
                    public java.util.List<String> list(long page) { return java.util.List.of(); }
                }
                """.formatted(i);
    }

    private static String value(int i) {
        return """
                package bench;
                import com.google.auto.value.AutoValue;
                @AutoValue
                public abstract class T%d {
                    public abstract String name();
                    public abstract int count();
                    public abstract long size();
                    public abstract java.util.List<String> items();
                    public abstract boolean open();
                }
                """.formatted(i);
    }
}
