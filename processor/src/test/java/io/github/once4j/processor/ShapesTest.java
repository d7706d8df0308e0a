package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of generated code: its golden text, clean under all lints on javac, accepted by ecj. */
class ShapesTest {
    static List<Path> shapes() {
        return Golden.files("shapes", ".java");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isWrittenAndCompilesWithoutAWarning(Path shape) {
        Compiled compiled = Compiled.of(Golden.sources(shape));
        String text = compiled.generated().entrySet().stream()
                .map(file -> "// " + file.getKey() + "\n" + file.getValue())
                .collect(Collectors.joining("\n"));
        Golden.check(shape.resolveSibling(shape.getFileName().toString().replace(".java", ".golden")), text);
        assertThat(compiled.messages()).isEmpty();
        assertThat(compiled.isClean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void compilesOnEcj(Path shape) {
        assertThat(Compiled.ecj(Golden.sources(shape))).isEmpty();
    }
}
