package io.github.once4j.lockbench;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Lets contestants take short turns in this JVM, in another order in each cycle, and compares within a cycle: machines drift,
 * and JVMs differ, by more than the contestants do. JMH measures each turn; it does not interleave by itself, and one fork
 * for each contestant would compare forks.
 */
final class Rounds {
    private static final Random ORDER = new Random(20261124);

    private final int warmUp;
    private final int cycles;

    Rounds(int warmUp, int cycles) {
        this.warmUp = warmUp;
        this.cycles = cycles;
    }

    Comparison run(String title, int threads, List<Entrant> entrants) {
        System.out.println(title);
        List<Turns> inOrder = entrants.stream()
                .map(entrant -> new Turns(entrant, new ArrayList<>()))
                .toList();
        Map<String, String> failures = new LinkedHashMap<>();
        List<Turns> still = new ArrayList<>(inOrder);
        for (int cycle = -warmUp; cycle < cycles; cycle++) {
            Collections.shuffle(still, ORDER);
            for (Turns each : List.copyOf(still)) {
                try {
                    Sample sample = turn(each.entrant(), threads);
                    if (cycle >= 0) {
                        each.samples().add(sample);
                    }
                } catch (RunnerException failed) {
                    forgetState(each.entrant());
                    still.remove(each);
                    failures.put(each.entrant().label(), reason(failed));
                    System.out.println("  " + each.entrant().label() + " failed: " + reason(failed));
                }
            }
        }
        return Comparison.of(title, inOrder.stream().filter(still::contains).toList(), failures);
    }

    private Sample turn(Entrant entrant, int threads) throws RunnerException {
        RunResult result = new Runner(entrant.on(new OptionsBuilder())
                        .mode(entrant.isTimedCallByCall() ? Mode.SampleTime : Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(0)
                        .threads(threads)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(Plan.TURN_MILLIS))
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle();
        return new Sample(
                result.getPrimaryResult().getScore() / entrant.calls(),
                entrant.isTimedCallByCall()
                        ? result.getPrimaryResult().getStatistics().getPercentile(99)
                        : Double.NaN,
                secondary(result, "gc.alloc.rate.norm") / entrant.calls(),
                secondary(result, CpuProfiler.NANOS) / entrant.calls());
    }

    /** JMH keeps the state of a benchmark that has failed, and would give it, with its parameters, to the next contestant. */
    private static void forgetState(Entrant entrant) {
        try {
            Class<?> generated = Class.forName("%s.jmh_generated.%s_%s_jmhTest"
                    .formatted(
                            entrant.benchmark().getPackageName(),
                            entrant.benchmark().getSimpleName(),
                            entrant.method()));
            for (Field field : generated.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType().getName().endsWith("_jmhType")) {
                    field.setAccessible(true);
                    field.set(null, null);
                }
            }
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("JMH generates other classes than it did", other);
        }
    }

    private static double secondary(RunResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        return found == null ? Double.NaN : found.getScore();
    }

    /** What the benchmark threw, which JMH has suppressed in one of its own. */
    private static String reason(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null || cause.getSuppressed().length > 0) {
            cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
        }
        return String.valueOf(cause).lines().findFirst().orElse("");
    }
}
