package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shape of generated code: its golden text; clean under all lints, loaded and called, on javac and on ecj. */
class ShapesTest {
    static List<Path> shapes() {
        return Golden.files("shapes", ".java");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isWrittenAndCompilesWithoutAWarningAndRuns(Path shape) throws Exception {
        String[] sources = Golden.sources(shape);
        Compiled compiled = Compiled.of(sources);
        Golden.check(
                shape.resolveSibling(shape.getFileName().toString().replace(".java", ".golden")),
                text(compiled.generated()));
        assertThat(compiled.isClean()).isTrue();
        exercise(compiled.load(), compiled.generated());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isTheSameInANamedModuleAndInAnotherOrder(Path shape) {
        List<String> sources = List.of(Golden.sources(shape));
        List<String> reversed = new java.util.ArrayList<>(sources);
        Collections.reverse(reversed);
        Build inModule = Build.inModule(reversed.toArray(String[]::new));
        assertThat(inModule.said()).allMatch(ShapesTest::isNote);
        assertThat(text(inModule.generated())).isEqualTo(golden(shape));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isTheSameOnEcjAndRuns(Path shape) throws Exception {
        Build compiled = Build.ecj(Golden.sources(shape));
        assertThat(compiled.said()).allMatch(ShapesTest::isNote);
        assertThat(text(compiled.generated())).isEqualTo(onEcj(golden(shape)));
        exercise(compiled.load(), compiled.generated());
    }

    /** Short enough to be read. */
    @Test
    void isAtMost150LinesForFiveMethods() {
        assertThat(Compiled.of("""
                package lines;

                import io.github.once4j.Once;

                public abstract class Service {
                    @Once(key = "report-{tenantId}-{order.id}")
                    public String build(String tenantId, Order order) { return order.id(); }

                    @Once(key = "sync-{arg}", returnOnLocked = "already running")
                    public java.util.concurrent.CompletableFuture<String> sync(String arg) { return null; }

                    @Once(key = "import-{file}", raiseOnLocked = true)
                    public int importFile(String file) throws java.io.IOException { return 1; }

                    @Once(key = "clean-{order.line}-{force}", lease = "5m")
                    public void clean(Order order, boolean force) {}

                    @Once(key = "list-{page}")
                    public java.util.List<String> list(long page) { return java.util.List.of(); }
                }
                """, "package lines;\n\npublic record Order(String id, int line) {}\n")
                        .generated()
                        .get("ServiceOnce.java"))
                .satisfies(text -> assertThat(text.lines()).hasSizeLessThanOrEqualTo(150));
    }

    /** All that can be built is called: a shape of which nothing is would be loaded only, and none is. */
    private static void exercise(ClassLoader loader, Map<String, String> generated) throws Exception {
        int calls = 0;
        for (String text : generated.values()) {
            calls += Exercise.of(loader, Compiled.name(text));
        }
        assertThat(calls).isPositive();
    }

    private static boolean isNote(String said) {
        return said.matches("(?s)\\d+ note .*");
    }

    private static String golden(Path shape) {
        return Golden.read(shape.resolveSibling(shape.getFileName().toString().replace(".java", ".golden")));
    }

    /** ecj hands out {@code ? extends @Nullable Object} as {@code ?}. */
    private static String onEcj(String golden) {
        return golden.replace("List<? extends @Nullable Object> wild", "List<?> wild");
    }

    private static String text(Map<String, String> generated) {
        return generated.entrySet().stream()
                .map(file -> "// " + file.getKey() + "\n" + file.getValue())
                .collect(Collectors.joining("\n"));
    }
}
