package io.github.once4j.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.servers.RealRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two JVMs of four threads each contend for one key on one Redis: {@code -Drace.seconds=} sets for how long. */
final class RaceTest {
    @Test
    void guardedRunsDoNotOverlap() throws Exception {
        List<List<Interval>> racers = race(Duration.ofSeconds(Long.getLong("race.seconds", 5)), "guarded");

        assertThat(racers).allSatisfy(runs -> assertThat(runs).hasSizeGreaterThan(10));
        assertThat(overlaps(racers)).isEmpty();
        assertThat(racers).allSatisfy(runs -> assertThat(runs).allMatch(run -> run.together() == 1));
    }

    /** The control: without the guard, the checks fail. */
    @Test
    void unguardedRunsOverlap() throws Exception {
        List<List<Interval>> racers = race(Duration.ofMillis(300), "unguarded");

        assertThat(overlaps(racers)).isNotEmpty();
        assertThat(racers.stream().flatMap(List::stream)).anyMatch(run -> run.together() > 1);
    }

    private static List<String> overlaps(List<List<Interval>> racers) {
        List<Interval> runs = racers.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Interval::begin))
                .toList();
        return IntStream.range(1, runs.size())
                .filter(i -> runs.get(i).begin() < runs.get(i - 1).end())
                .mapToObj(i -> runs.get(i - 1) + " and " + runs.get(i))
                .toList();
    }

    private static List<List<Interval>> race(Duration time, String kind) throws IOException {
        try (var redis = RealRedis.start()) {
            List<Process> racers = Stream.of(1, 2)
                    .map(i -> start(redis.uri(), Long.toString(time.toMillis()), kind))
                    .toList();
            try {
                List<BufferedReader> outputs = racers.stream()
                        .map(racer -> racer.inputReader(StandardCharsets.UTF_8))
                        .toList();
                for (BufferedReader output : outputs) {
                    assertThat(output.readLine()).isEqualTo("ready");
                }
                for (Process racer : racers) {
                    racer.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
                }
                return outputs.stream()
                        .map(output -> output.lines().map(Interval::parse).toList())
                        .toList();
            } finally {
                racers.forEach(Process::destroyForcibly);
            }
        }
    }

    private static Process start(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-cp", System.getProperty("java.class.path"), Racer.class.getName());
        try {
            return new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
