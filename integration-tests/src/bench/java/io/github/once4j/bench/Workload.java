package io.github.once4j.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import javax.annotation.processing.Processor;

/**
 * Classes to compile, and what a processor makes of them.
 *
 * @param sources the annotated classes, by name
 * @param output the generated ones, by name
 */
record Workload(Map<String, String> sources, Map<String, String> output) {
    /** Annotated classes with five guarded methods each. */
    static Workload services(int classes, Processor once4j) throws IOException {
        return of(classes, Workload::service, once4j);
    }

    /** Annotated classes with nine properties and a builder each: as much is generated for one as for a service. */
    static Workload values(int classes, Processor autoValue) throws IOException {
        return of(classes, Workload::value, autoValue);
    }

    private static Workload of(int classes, IntFunction<String> text, Processor processor) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (int i = 0; i < classes; i++) {
            sources.put("bench.T" + i, text.apply(i));
        }
        return new Workload(sources, CompileTask.run(sources, processor));
    }

    /** What is compiled without a processor. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(sources);
        all.putAll(output);
        return all;
    }

    /** How much is generated. */
    double kibWritten() {
        return output.values().stream().mapToInt(String::length).sum() / 1024.0;
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
                    public abstract double rate();
                    public abstract java.util.UUID id();
                    public abstract java.time.Instant created();
                    public abstract java.util.Set<String> tags();
                    @AutoValue.Builder
                    public interface Builder {
                        Builder name(String name);
                        Builder count(int count);
                        Builder size(long size);
                        Builder items(java.util.List<String> items);
                        Builder open(boolean open);
                        Builder rate(double rate);
                        Builder id(java.util.UUID id);
                        Builder created(java.time.Instant created);
                        Builder tags(java.util.Set<String> tags);
                        T%1$d build();
                    }
                }
                """.formatted(i);
    }
}
