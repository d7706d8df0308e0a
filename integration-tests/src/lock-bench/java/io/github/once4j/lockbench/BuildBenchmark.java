package io.github.once4j.lockbench;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long Maven takes from clean for a project with guarded classes, with and without the processor: {@code ./mvnw -q -T1
 * -Plock-bench -Dlock-bench.main=BuildBenchmark}. Each build is a Maven of its own; the projects take turns in shuffled order.
 */
public final class BuildBenchmark {
    private static final Random ORDER = new Random(20261127);
    private static final Path MAVEN = Path.of(System.getProperty("lock-bench.maven"));

    private BuildBenchmark() {}

    /** One project in three ways. */
    private enum Way {
        WITHOUT("without the processor"),
        WRITTEN("without the processor, its output among the sources"),
        ONCE4J("once4j");

        private final String label;

        Way(String label) {
            this.label = label;
        }
    }

    /**
     * Runs it.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws Exception {
        var plan = Plan.of(args[0], Path.of(args[1]));
        var project = MavenProject.create(Files.createTempDirectory("once4j-build"));
        Map<Way, Path> folders = new EnumMap<>(Way.class);
        folders.put(Way.ONCE4J, project.write("once4j", true));
        build(folders.get(Way.ONCE4J), project); // what it generates is a source of another
        folders.put(Way.WITHOUT, project.write("without", false));
        folders.put(Way.WRITTEN, project.write("written", false));
        project.copyGenerated(folders.get(Way.ONCE4J), folders.get(Way.WRITTEN));

        Map<Way, List<Double>> seconds = new EnumMap<>(Way.class);
        List<Way> order = new ArrayList<>(folders.keySet());
        for (int cycle = 0; cycle < plan.cycles() / 2 + 1; cycle++) {
            Collections.shuffle(order, ORDER);
            for (Way way : order) {
                double took = build(folders.get(way), project);
                System.out.printf("%s: %.2f s%n", way.label, took);
                seconds.computeIfAbsent(way, first -> new ArrayList<>()).add(took);
            }
        }
        project.delete();
        String text = String.join(
                "\n\n",
                "# What the processor adds to a build",
                String.join("; ", Surroundings.ofLibraries(List.of("lettuce-core", "javapoet"))) + ".",
                "Written by `./mvnw -q -T1 -Plock-bench -Dlock-bench.main=BuildBenchmark -Dlock-bench.mode=record`. `mvnw clean"
                        + " compile` of a module with %d classes of %d guarded methods each, by the clock, from the start of Maven to"
                                .formatted(MavenProject.CLASSES, MavenProject.METHODS)
                        + " its end. A ratio and what is added compare two builds of one cycle: the median over %d cycles, with the"
                                .formatted(plan.cycles() / 2 + 1)
                        + " quartiles.",
                table(seconds) + "\n");
        System.out.println(text);
        Files.writeString(Files.createDirectories(plan.folder()).resolve("build.md"), text);
    }

    private static double build(Path folder, MavenProject project) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path log = folder.resolve("build.log");
        int exit = new ProcessBuilder(
                        MAVEN.toString(),
                        "-q",
                        "-B",
                        "-Dmaven.repo.local=" + project.repository(),
                        "-Dmaven.repo.local.tail=" + localRepository(),
                        "clean",
                        "compile")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Where Maven has put Lettuce: {@code io/lettuce/lettuce-core/version/jar}. */
    private static Path localRepository() {
        return MavenProject.location(RedisClient.class).resolve("../../../../..").normalize();
    }

    private static Table table(Map<Way, List<Double>> seconds) {
        var table = new Table("Build from clean", "× without", "quartiles", "time", "added", "quartiles");
        for (Way way : Way.values()) {
            List<Double> ratios = new ArrayList<>();
            List<Double> added = new ArrayList<>();
            for (double took : seconds.get(way)) {
                double without = seconds.get(Way.WITHOUT).get(ratios.size());
                ratios.add(took / without);
                added.add(took - without);
            }
            Spread ratio = Spread.of(ratios);
            Spread more = Spread.of(added);
            table.row(
                    way.label,
                    Report.number(ratio.median()),
                    Report.number(ratio.low()) + " to " + Report.number(ratio.high()),
                    "%.2f s".formatted(Spread.of(seconds.get(way)).median()),
                    "%.2f s".formatted(more.median()),
                    "%.2f to %.2f s".formatted(more.low(), more.high()));
        }
        return table;
    }
}
