package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;

/**
 * What Gradle itself says of the processor, by the class that its incremental compilation wraps around an isolating one. Gradle's
 * classes are 186 MB: they are here with {@code -Pgradle} only.
 */
class GradleContractTest {
    private static final String COMPILE = "org.gradle.api.internal.tasks.compile.";

    @Test
    void gradleFindsThatItIsolates() throws ReflectiveOperationException {
        assumeThatCode(() -> Class.forName(COMPILE + "processing.IsolatingProcessor"))
                .describedAs("without -Pgradle there is no Gradle")
                .doesNotThrowAnyException();
        Class<?> results = Class.forName(COMPILE + "incremental.processing.AnnotationProcessingResult");
        Class<?> ofOne = Class.forName(COMPILE + "incremental.processing.AnnotationProcessorResult");
        Object result = results.getConstructor().newInstance();
        Processor isolating = Class.forName(COMPILE + "processing.IsolatingProcessor")
                .asSubclass(Processor.class)
                .getConstructor(Processor.class, ofOne)
                .newInstance(
                        new OnceProcessor(),
                        ofOne.getConstructor(results, String.class).newInstance(result, OnceProcessor.class.getName()));
        Compiled compiled = Compiled.with(List.of(), List.of(isolating), """
                package gradle;

                import io.github.once4j.Once;

                public abstract class Service {
                    @Once(key = "run")
                    public void run() {}

                    public abstract static class Nested extends Service {
                        @Once(key = "nested")
                        public void nested() {}
                    }

                    public interface Face {
                        @Once(key = "face")
                        void face();
                    }
                }
                """);
        assertThat(compiled.generated()).hasSize(3);
        assertThat(results.getMethod("getFullRebuildCause").invoke(result))
                .describedAs("what makes Gradle compile all anew")
                .isNull();
        assertThat(results.getMethod("getGeneratedTypesWithIsolatedOrigin").invoke(result))
                .isEqualTo(Map.of(
                        "gradle.Service",
                        Set.of("gradle.ServiceOnce", "gradle.Service_NestedOnce", "gradle.Service_FaceOnce")));
        assertThat(results.getMethod("getGeneratedAggregatingTypes").invoke(result))
                .isEqualTo(Set.of());
    }
}
