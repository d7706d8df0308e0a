package io.github.once4j.lockbench;

import io.github.once4j.Once;
import io.github.once4j.runtime.OnceGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A project with guarded classes, as a user of once4j has it, and a repository with once4j: that of the user is only read.
 *
 * @param folder where all of it is
 */
record MavenProject(Path folder) {
    static final int CLASSES = 100;
    static final int METHODS = 5;

    private static final String GROUP = "io.github.once4j";
    private static final String VERSION = "measured";

    static MavenProject create(Path folder) throws IOException, ClassNotFoundException {
        var project = new MavenProject(folder);
        project.publish("once4j-annotations", Once.class, "");
        project.publish(
                "once4j-runtime",
                OnceGuard.class,
                dependency(GROUP, "once4j-annotations", VERSION)
                        + dependency("io.lettuce", "lettuce-core", Surroundings.version("lettuce-core")));
        project.publish(
                "once4j-processor",
                Class.forName("io.github.once4j.processor.OnceProcessor"), // what it needs is not on this class path
                dependency(GROUP, "once4j-annotations", VERSION)
                        + dependency("com.palantir.javapoet", "javapoet", Surroundings.version("javapoet")));
        return project;
    }

    static Path location(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    Path repository() {
        return folder.resolve("repository");
    }

    private void publish(String artifact, Class<?> inside, String dependencies) throws IOException {
        Path version = Files.createDirectories(
                repository().resolve(GROUP.replace('.', '/')).resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        Files.writeString(version.resolve(name + ".pom"), pom(artifact, dependencies, ""));
        Path classes = location(inside);
        Path jar = version.resolve(name + ".jar");
        if (Files.isRegularFile(classes)) {
            Files.copy(classes, jar);
            return;
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }

    /** Writes the project once more, with the processor or without. */
    Path write(String name, boolean processed) throws IOException {
        Path project = folder.resolve(name);
        Path sources = Files.createDirectories(project.resolve("src/main/java/app"));
        for (int i = 0; i < CLASSES; i++) {
            Files.writeString(sources.resolve("Service" + i + ".java"), service(i));
        }
        String processor = processed
                ? """
                        <annotationProcessorPaths><path>
                          <groupId>%s</groupId><artifactId>once4j-processor</artifactId><version>%s</version>
                        </path></annotationProcessorPaths>
                        """.formatted(GROUP, VERSION)
                : "<proc>none</proc>";
        Files.writeString(
                project.resolve("pom.xml"),
                pom(
                        name,
                        dependency(GROUP, "once4j-runtime", VERSION),
                        """
                        <properties>
                          <maven.compiler.release>17</maven.compiler.release>
                          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                        </properties>
                        <build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration>
                          %s
                        </configuration></plugin></plugins></build>
                        """.formatted(processor)));
        return project;
    }

    void copyGenerated(Path from, Path to) throws IOException {
        Path generated = from.resolve("target/generated-sources/annotations/app");
        try (Stream<Path> files = Files.list(generated)) {
            List<Path> sources = files.toList();
            if (sources.size() != CLASSES) {
                throw new IllegalStateException(sources.size() + " classes were generated, not " + CLASSES);
            }
            for (Path source : sources) {
                Files.copy(source, to.resolve("src/main/java/app").resolve(source.getFileName()));
            }
        }
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                .formatted(group, artifact, version);
    }

    private static String pom(String artifact, String dependencies, String rest) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <dependencies>%s</dependencies>
                  %s
                </project>
                """.formatted(GROUP, artifact, VERSION, dependencies, rest);
    }

    private static String service(int i) {
        return """
                package app;

                import io.github.once4j.Once;
                import io.github.once4j.runtime.Lease;
                import java.util.List;
                import java.util.Optional;
                import java.util.concurrent.CompletableFuture;

                public abstract class Service%1$d {
                  private final String region;

                  protected Service%1$d(String region) {
                    this.region = region;
                  }

                  public record Order(String id, int line) {}

                  @Once(key = "invoice%1$d-{tenant}-{order.id}")
                  public Optional<String> invoice(String tenant, Order order) {
                    return Optional.of(region + tenant + order.id());
                  }

                  @Once(key = "export%1$d-{tenant}", returnOnLocked = "running")
                  public CompletableFuture<String> export(String tenant) {
                    return CompletableFuture.completedFuture(region + tenant);
                  }

                  @Once(key = "import%1$d-{file}", raiseOnLocked = true, lease = "5m")
                  public int load(String file, Lease lease) throws java.io.IOException {
                    return lease.isHeld() ? file.length() : 0;
                  }

                  @Once(key = "clean%1$d-{order.line}", waitAtMost = "10s")
                  public void clean(Order order) {}

                  @Once(key = "list%1$d-{page}", holdAtMost = "1h")
                  public List<String> list(long page) {
                    return List.of(region, String.valueOf(page));
                  }
                }
                """.formatted(i);
    }
}
