package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside other processors: Lombok, before and behind ours, and those that write what a guarded class needs. */
class OtherProcessorsTest {
    private static final String REPORTS = """
            package lomboks;

            import io.github.once4j.Once;

            @lombok.RequiredArgsConstructor
            public abstract class Reports {
                @lombok.Getter
                private final String region;

                private final int level;

                @Once(key = "{this.region}-{order.id}-{place.name}-{order.urgent}")
                public String build(Order order, Place place) {
                    return region + level;
                }
            }
            """;
    private static final String ORDER = """
            package lomboks;

            @lombok.Data
            public class Order {
                private final String id;
                private boolean urgent;
            }
            """;
    private static final String PLACE = """
            package lomboks;

            @lombok.Value
            public class Place {
                String name;
            }
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lombokWritesGettersAndConstructorsBeforeOrAfter(boolean before) throws Exception {
        Processor ours = new OnceProcessor();
        Compiled compiled = Compiled.with(
                List.of(), before ? List.of(lombok(), ours) : List.of(ours, lombok()), REPORTS, ORDER, PLACE);
        assertThat(compiled.generated().get("ReportsOnce.java"))
                .contains("public ReportsOnce(OnceGuard once, String region, int level) {")
                .contains("self.getRegion()")
                .contains("BUILD.at(\"order\", order).getId()")
                .contains("BUILD.at(\"order\", order).isUrgent()");
        assertThat(Exercise.of(compiled.load(), "lomboks.ReportsOnce")).isEqualTo(1);
    }

    private static Processor lombok() throws ReflectiveOperationException {
        var constructor = Class.forName("lombok.launch.AnnotationProcessorHider$AnnotationProcessor")
                .getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Processor) constructor.newInstance();
    }

    private static final String USER = """
            package others;

            import io.github.once4j.Once;
            import java.util.List;

            @Marker
            @SuppressWarnings("once4j:unguarded")
            public class User extends Parent {
                @Marker
                @Once(key = "{item.id}-{this.tenant}", returnOnLocked = "none")
                public String use(Item item, List<? extends Item[]> more) throws Failure {
                    return "used";
                }
            }
            """;
    private static final Map<String, String> WRITTEN = new LinkedHashMap<>();

    static {
        WRITTEN.put("others.Marker", "package others;\n\npublic @interface Marker {}\n");
        WRITTEN.put(
                "others.Parent",
                "package others;\n\npublic class Parent {\n    public String getTenant() {\n        return \"t\";\n    }\n}\n");
        WRITTEN.put("others.Item", "package others;\n\npublic record Item(String id) {}\n");
        WRITTEN.put(
                "others.Failure",
                "package others;\n\npublic class Failure extends Exception {\n    private static final long serialVersionUID = 1;\n}\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void typesThatOthersWriteAreWaitedFor(boolean before) throws Exception {
        Processor ours = new OnceProcessor();
        var other = new Late(2, WRITTEN);
        Compiled compiled = Compiled.with(List.of(), before ? List.of(other, ours) : List.of(ours, other), USER);
        assertThat(compiled.generated().get("UserOnce.java"))
                .contains("USE.at(\"item\", item).id()")
                .contains("self.getTenant()")
                .contains("List<? extends Item[]> more) throws Failure");
    }

    /** What nobody writes is the compiler's to tell, once; ours adds nothing about it. */
    @Test
    void aTypeThatNobodyWritesIsToldByTheCompiler() {
        String user = USER.replace("-{this.tenant}", "");
        for (String each : List.of(user, user.replace("public String", "public Item"))) {
            assertThat(Compiled.of(each).messages()).isNotEmpty().noneMatch(message -> message.contains("[ONCE-"));
        }
    }

    @Test
    void aPropertyThatNobodyWritesIsToldInTheLastRoundOnly() {
        String source =
                USER.replace("@Marker", "").replace(" extends Parent", "").replace(" throws Failure", "");
        String item = "package others;\n\npublic record Item(String other) {}\n";
        List<String> messages = Compiled.of(source, item).messages();
        assertThat(messages.stream().filter(message -> message.contains("ONCE-202") && message.contains("`id`")))
                .hasSize(1);
    }

    /** What is written in the last round draws a warning of javac's, that nothing looks at it any more. */
    @Test
    void aMistakeThatNobodyCanMendIsToldAtOnce() {
        String source = """
                package others;

                import io.github.once4j.Once;

                abstract class User {
                    @Once(key = "use-{item.name}")
                    void use(Item item) {}

                    @Once(key = "put-{item}")
                    void put(Item item) {}
                }
                """;
        String item = "package others;\n\npublic record Item(String other) {}\n";
        assertThat(Compiled.of(source, item).messages()).hasSize(2).allMatch(message -> message.contains("[ONCE-20"));
        assertThat(Compiled.of(source, item.replace("public", "@Deprecated public"))
                        .messages())
                .hasSize(2);
        assertThat(Compiled.of(source, item.replace("public", "@Marker public"), "package others; @interface Marker {}")
                        .messages())
                .anyMatch(message -> message.contains("last round"));
    }

    /** A processor that writes one file in each round, from some round on. */
    @SupportedAnnotationTypes("*")
    private static final class Late extends AbstractProcessor {
        private final Map<String, String> left;
        private int roundsToWait;

        Late(int roundsToWait, Map<String, String> files) {
            this.roundsToWait = roundsToWait;
            this.left = new LinkedHashMap<>(files);
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (round.processingOver()) {
                return false;
            }
            roundsToWait--;
            if (roundsToWait > 0) {
                write("others.Filler" + roundsToWait, "package others;\n\nclass Filler" + roundsToWait + " {}\n");
            } else {
                left.entrySet().stream().findFirst().ifPresent(file -> {
                    write(file.getKey(), file.getValue());
                    left.remove(file.getKey());
                });
            }
            return false;
        }

        private void write(String name, String text) {
            try (var file = processingEnv.getFiler().createSourceFile(name).openWriter()) {
                file.write(text);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
