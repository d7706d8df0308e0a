package io.github.once4j.processor.check.overlap;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.github.once4j.processor.check.key.KeyCheck;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.scan.TypeScanner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the automata of two templates are searched for a common key: of 500 methods in one type there are 124,750 pairs. */
class SharedKeyCheckTest {
    private static final int METHODS = 500;
    private static final String MEANT = "@SuppressWarnings(\"once4j:shared-key\")";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k%d-{a}-{b}-{c}",
                "k-{a}-{b}-{c}-x%d",
                "k-{a}-m%d-{b}-{c}",
                "k-{a}-{b}-m%d-{c}",
                "{a}-{b}/%d/{c}",
            })
    void neverWhereTheLiteralsKeepThemApart(String template) {
        assertThat(searches("", template::formatted)).isZero();
    }

    @Test
    void neverWhereItIsSuppressed() {
        assertThat(searches(MEANT, i -> "{a}-" + i + "{b}")).isZero();
    }

    /** Each method is reported once, for the first method that it shares a key with. */
    @Test
    void onceForEachMethodWhereAllMeet() {
        assertThat(searches("", i -> "k-{a}-{b}")).isEqualTo(METHODS - 1);
    }

    private static int searches(String annotation, IntFunction<String> template) {
        var source = new StringBuilder("package many;\n" + annotation + "\npublic abstract class Service {\n");
        for (int i = 0; i < METHODS; i++) {
            source.append("@io.github.once4j.Once(key = \"" + template.apply(i) + "\") public void m" + i
                    + "(String a, String b, String c) {}\n");
        }
        var counting = new Counting();
        var compilation = javac().withProcessors(counting)
                .compile(JavaFileObjects.forSourceString("many.Service", source + "}\n"));
        assertThat(compilation.errors()).isEmpty();
        assertThat(counting.keys).isEqualTo(METHODS);
        return counting.searches;
    }

    @SupportedAnnotationTypes(AnnotationNames.ONCE)
    private static final class Counting extends AbstractProcessor {
        private int keys;
        private int searches;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!annotations.isEmpty()) {
                var elements = processingEnv.getElementUtils();
                var types = processingEnv.getTypeUtils();
                var check = new KeyCheck(new Language(elements, types));
                Map<OnceUse, Key> found = new LinkedHashMap<>();
                new TypeScanner(elements, types)
                        .scan(elements.getTypeElement("many.Service"))
                        .uses()
                        .forEach(use -> found.put(use, check.check(use, new Problems())));
                keys = found.size();
                new SharedKeyCheck(this::search).check(found, new Problems());
            }
            return false;
        }

        private Optional<String> search(Key one, Key two) {
            searches++;
            return CommonKey.of(one, two);
        }
    }
}
