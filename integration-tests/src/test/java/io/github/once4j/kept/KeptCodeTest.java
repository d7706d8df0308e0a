package io.github.once4j.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Code that the processor of a release generated, and code that called it, runs on this runtime without being compiled again.
 * {@code -Dkept.write=0.1.0} keeps what is compiled now, as {@code .ci/release} does; before the first release it is {@code unreleased}.
 */
final class KeptCodeTest {
    private static final Path KEPT = Path.of("src", "test", "resources", "kept");
    private static final String PACKAGE = KeptCodeTest.class.getPackageName() + ".";

    @BeforeAll
    static void write() throws IOException {
        String version = System.getProperty("kept.write", "");
        if (!version.isEmpty()) {
            Path classes = Path.of("target", "test-classes");
            try (Stream<Path> files = Files.list(classes.resolve(PACKAGE.replace('.', '/')));
                    var jar = new ZipOutputStream(
                            Files.newOutputStream(Files.createDirectories(KEPT).resolve(version + ".jar")))) {
                for (Path file : files.filter(each -> !each.toString().contains("Test"))
                        .sorted()
                        .toList()) {
                    var entry = new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    jar.putNextEntry(entry);
                    Files.copy(file, jar);
                }
            }
        }
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void codeOfAReleaseRuns(Path jar) throws Exception {
        try (var loader = new Kept(jar)) {
            Class<?> calls = loader.loadClass(KeptCalls.class.getName());
            assertThat(calls.getClassLoader()).isSameAs(loader);
            var constructed = (Callable<?>) calls.getConstructor().newInstance();
            assertThat((Integer) constructed.call()).isPositive();
        }
    }

    @Test
    void codeOfThisBuildRuns() throws Exception {
        assertThat(new KeptCalls().call()).isGreaterThan(30);
    }

    /** Finds the classes of this package in the archive, though they are on the class path, too. */
    private static final class Kept extends URLClassLoader {
        Kept(Path jar) throws IOException {
            super(new URL[] {jar.toUri().toURL()}, Kept.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
