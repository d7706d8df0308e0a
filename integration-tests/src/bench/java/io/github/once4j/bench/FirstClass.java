package io.github.once4j.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the first class costs in a new JVM, where all is loaded and nothing is warm. */
final class FirstClass {
    private FirstClass() {}

    /**
     * Compiles once, and prints the milliseconds by the clock.
     *
     * @param args a directory with the sources, one with what is generated, and the contestant if there is one
     */
    public static void main(String... args) throws IOException {
        Map<String, String> sources = read(Path.of(args[0]));
        Map<String, String> output = read(Path.of(args[1]));
        long start = System.nanoTime();
        if (args.length > 2) {
            CompileTask.run(sources, Contestant.valueOf(args[2]).processor(output));
        } else {
            CompileTask.run(new Workload(sources, output).all(), null);
        }
        System.out.println((System.nanoTime() - start) / 1e6);
    }

    /** The milliseconds that a contestant, or none, needs in a JVM of its own. */
    static double millis(Workload one, @Nullable Contestant contestant) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("first-class");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                FirstClass.class.getName(),
                write(directory.resolve("sources"), one.sources()),
                write(directory.resolve("output"), one.output())));
        if (contestant != null) {
            command.add(contestant.name());
        }
        Process java = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (java.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + answer);
        }
        delete(directory.toFile());
        return Double.parseDouble(answer);
    }

    private static String write(Path directory, Map<String, String> texts) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(directory.resolve(text.getKey()), text.getValue());
        }
        return directory.toString();
    }

    private static Map<String, String> read(Path directory) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static void delete(File file) {
        File[] inside = file.listFiles();
        if (inside != null) {
            for (File each : inside) {
                delete(each);
            }
        }
        file.delete();
    }
}
