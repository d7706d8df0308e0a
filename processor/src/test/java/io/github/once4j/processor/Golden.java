package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Texts that are kept beside the tests; {@code -Dgolden.write=true} writes them anew, to be read in the diff. */
final class Golden {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private Golden() {}

    static void check(Path file, String text) {
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(file, text);
            }
            assertThat(text).describedAs(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException("there is no " + file + ": write it with -Dgolden.write=true", failed);
        }
    }

    /** The files of a folder of resources that end so, sorted. */
    static List<Path> files(String folder, String end) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file holds several sources, each behind a line {@code // ---}. */
    static String[] sources(Path file) {
        return read(file).split("(?m)^// ---.*\\R");
    }
}
