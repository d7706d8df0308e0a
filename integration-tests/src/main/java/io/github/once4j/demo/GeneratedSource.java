package io.github.once4j.demo;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The source that the processor wrote for a class: where it lies, and the text of one of its methods. */
record GeneratedSource(Path file) {
    static GeneratedSource of(Class<?> generated) throws URISyntaxException {
        Path classes = Path.of(
                generated.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path sources = classes.resolveSibling("generated-sources").resolve("annotations");
        return new GeneratedSource(sources.resolve(generated.getName().replace('.', '/') + ".java"));
    }

    /** The first method of this name that overrides one, from its {@code @Override} to its closing brace. */
    List<String> override(String method) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int begin = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).strip().equals("@Override"))
                .filter(i -> lines.get(i + 1).contains(" " + method + "("))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No override of " + method + " in " + file));
        int indent = lines.get(begin).indexOf("@");
        int end = begin;
        while (!lines.get(end).equals(" ".repeat(indent) + "}")) {
            end++;
        }
        return lines.subList(begin, end + 1);
    }
}
