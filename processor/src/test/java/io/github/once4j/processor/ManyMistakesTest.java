package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All mistakes of a class are shown, each once, and nothing else: no missing class, no missing method of it. */
class ManyMistakesTest {
    private static final String USER = """
            package many;

            import many.ServiceOnce;

            class User {
                private final ServiceOnce service = new ServiceOnce();

                ServiceOnce use() {
                    service.isLockedKey("a");
                    service.releaseAnswer();
                    service.holderOfPart(null);
                    return service;
                }
            }
            """;

    private static final String FIVE = """
            package many;

            import io.github.once4j.Once;

            public class Service {
                @Once(key = "{tenant}-{other}")
                public void key(String tenantId) {}

                @Once(key = "answer", returnOnLocked = "x")
                public int answer() {
                    return 1;
                }

                @Once(key = "part-{bytes}", lease = "1 sec")
                public void part(byte[] bytes) {}

                @Once(key = "fixed")
                public final void fixed() {}
            }
            """;

    private static final String[] CODES_OF_FIVE = {
        "5 ONCE-610", "6 ONCE-201", "6 ONCE-201", "9 ONCE-302", "14 ONCE-204", "14 ONCE-401", "18 ONCE-503"
    };

    @Test
    void areAllShownEachOnce() {
        List<String> javac = Compiled.of(FIVE, USER).messages();
        assertThat(codes(javac)).containsExactlyInAnyOrder(CODES_OF_FIVE);
        assertThat(javac).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void areAllShownByEcj() {
        List<String> ecj = Compiled.ecj(FIVE, USER);
        assertThat(codes(ecj)).containsExactlyInAnyOrder(CODES_OF_FIVE);
        assertThat(ecj).hasSize(7);
    }

    @Test
    void inAnInterface() {
        String source = """
                package many;

                import io.github.once4j.Once;

                public interface Service {
                    @Once(key = "{tenant}")
                    void key(String tenantId);

                    @Once(key = "answer")
                    int answer();

                    void other();
                }
                """;
        String user = """
                package many;

                class User {
                    final Service service;

                    User(Service delegate) {
                        service = new ServiceOnce(delegate);
                        new ServiceOnce(delegate).isLockedKey("a");
                    }
                }
                """;
        assertThat(codes(Compiled.of(source, user).messages())).containsExactly("6 ONCE-201", "9 ONCE-303");
        assertThat(Compiled.ecj(source, user)).hasSize(2);
    }

    /** Where there can be no guarded class at all, its name is there all the same. */
    @Test
    void ofAClassThatCannotBeGuarded() {
        for (String type : List.of(
                "final class Service", "sealed class Service permits Sub", "enum Service", "record Service()")) {
            String constants = type.startsWith("enum") ? ";" : "";
            String sub = type.startsWith("sealed") ? "final class Sub extends Service {}" : "";
            String source = "package many;\n\n" + type + " {" + constants
                    + "\n@io.github.once4j.Once(key = \"k\") void run() {}\n}\n" + sub;
            String user = "package many;\n\nimport many.ServiceOnce;\n\nclass User {\n    ServiceOnce service;\n}\n";
            assertThat(codes(Compiled.of(source, user).messages()))
                    .describedAs(type)
                    .singleElement()
                    .asString()
                    .contains("ONCE-60");
        }
    }

    @Test
    void withClashingNames() {
        String source = """
                package many;

                import io.github.once4j.Once;

                public abstract class Service {
                    @Once(key = "a")
                    public void run() {}

                    @Once(key = "b")
                    public void run(int more) {}

                    @Once(key = "{typo}")
                    public void other() {}
                }
                """;
        assertThat(codes(Compiled.of(source, "package many;\nclass User { ServiceOnce service; }\n")
                        .messages()))
                .containsExactlyInAnyOrder("10 ONCE-702", "12 ONCE-201");
    }

    /** Of a missing type with arguments, javac has not even the name. */
    @Test
    void ofTypesThatAreMissing() {
        String source = """
                package many;

                import io.github.once4j.Once;
                import java.util.Map;

                public abstract class Service<T extends Lisst<String>> {
                    protected Service(Lisst<String> list, Lisst<String>[] more, Map<String, ? extends Lisst<T>> map) {}

                    @Once(key = "run-{name}")
                    public <X extends Lisst<X>> Lisst<String> run(String name, Lisst<X>... more) throws Gone {
                        return null;
                    }
                }
                """;
        assertThat(Compiled.of(source).messages())
                .anyMatch(message -> message.startsWith("10:") && message.contains("class Lisst"))
                .noneMatch(message -> message.contains("[ONCE-"));
    }

    private static List<String> codes(List<String> messages) {
        return messages.stream()
                .map(message ->
                        Pattern.compile("(?s)^(\\d+).*?\\[(ONCE-\\d+)].*").matcher(message))
                .map(match -> match.matches() ? match.group(1) + " " + match.group(2) : "none: " + match)
                .toList();
    }
}
