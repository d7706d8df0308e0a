package io.github.once4j.torture;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.Once;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * A published library, fetched by Maven.
 *
 * @param name its coordinates
 * @param sources its jar of sources
 * @param classPath what its sources and the generated ones need: its classes, what it depends on, and once4j
 */
record Download(String name, Path sources, String classPath) {
    private static final String COPY = "dependency:3.9.0:copy-dependencies";

    static Download of(String coordinates) throws IOException, InterruptedException {
        String[] parts = coordinates.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("`" + coordinates + "` is not group:artifact:version");
        }
        Path folder = Files.createTempDirectory("torture-" + parts[1]);
        Files.writeString(
                folder.resolve("pom.xml"),
                """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>torture</groupId>
                  <artifactId>torture</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <dependencies>
                    <dependency>
                      <groupId>%s</groupId>
                      <artifactId>%s</artifactId>
                      <version>%s</version>
                    </dependency>
                  </dependencies>
                </project>
                """
                        .formatted((Object[]) parts));
        maven(folder, COPY, "-DoutputDirectory=classes");
        maven(folder, COPY, "-DoutputDirectory=sources", "-Dclassifier=sources", "-DincludeArtifactIds=" + parts[1]);
        return new Download(coordinates, jars(folder.resolve("sources")).get(0), classPath(jars(folder.resolve("classes"))));
    }

    private static void maven(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(System.getProperty("torture.maven"), "-q", "-B", "-f", folder.toString()),
                        Stream.of(arguments))
                .toList();
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("Maven ended with " + exit + ": " + command);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String classPath(List<Path> jars) {
        return Stream.concat(
                        jars.stream(),
                        Stream.of(Once.class, OnceGuard.class, NullMarked.class)
                                .map(type ->
                                        type.getProtectionDomain().getCodeSource().getLocation())
                                .map(place -> Path.of(URI.create(place.toString()))))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
