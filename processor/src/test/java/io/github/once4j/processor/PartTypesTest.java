package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every type that may be a part of a key, and every one that may not, with its reason and what to write instead. */
class PartTypesTest {
    private static final String TYPES = """
            enum Level { LOW }
            record Bare(String id, String more) {}
            record Wrapped(byte[] data) {}
            record Outer(Bare bare) {}
            record Told(byte[] data) { @Override public String toString() { return "told"; } }
            static class Plain { private int x; }
            static class Named { public String getName() { return ""; } }
            static class Text { @Override public String toString() { return "text"; } }
            static class SubText extends Text {}
            abstract static class AbstractText { @Override public abstract String toString(); }
            interface Face { String code(); }
            interface TextFace { @Override String toString(); }
            static class Batch extends java.util.ArrayList<String> { public long id() { return 1; } }
            static class Lazy implements java.util.function.Supplier<String> {
                @Override public String get() { return ""; }
                @Override public String toString() { return ""; }
            }
            """;

    private static final List<String> ACCEPTED = List.of(
            "boolean",
            "byte",
            "short",
            "int",
            "long",
            "char",
            "Boolean",
            "Byte",
            "Short",
            "Integer",
            "Long",
            "Character",
            "String",
            "CharSequence",
            "Level",
            "java.time.DayOfWeek",
            "java.util.concurrent.TimeUnit",
            "java.util.UUID",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.net.URI",
            "java.util.Locale",
            "java.util.Currency",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.MonthDay",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Period",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.ZonedDateTime",
            "java.time.ZoneId",
            "java.time.ZoneOffset",
            "Told",
            "Text",
            "SubText",
            "AbstractText",
            "TextFace",
            "<T extends Text> T",
            "<T extends Level> T",
            "<T extends Enum<T>> T",
            "<T extends Face & TextFace> T",
            "<T extends Enum<T> & Face> T",
            "<T extends CharSequence & Comparable<T>> T");

    /** {@code type | a piece of the reason | the fix}. */
    private static final List<String> REFUSED = List.of(
            "byte[] | the text of an array is its identity | pass a string made of its elements.",
            "String[][] | the text of an array is its identity | pass a string made of its elements.",
            "float | no exact text | pass a BigDecimal",
            "double | no exact text | pass a BigDecimal",
            "Float | no exact text | pass a BigDecimal",
            "Double | no exact text | pass a BigDecimal",
            "Number | the texts of 1 and 1.0 differ | pass a long or a BigDecimal.",
            "Object | nothing is known of the text | pass a string,",
            "StringBuilder | its text can change | pass a String",
            "StringBuffer | its text can change | pass a String",
            "java.nio.CharBuffer | its text can change | pass a String",
            "java.util.StringJoiner | its text can change | pass a String",
            "Class<?> | its text is not just its name | write {p.name}.",
            "java.util.concurrent.atomic.AtomicLong | its value can change | pass its current value",
            "java.util.concurrent.atomic.AtomicReference<String> | its value can change | pass its current value",
            "java.util.Optional<String> | it may be empty | pass the value in it",
            "java.util.Optional<byte[]> | it may be empty | pass the value in it",
            "java.util.OptionalInt | it may be empty | pass the value in it",
            "java.util.List<String> | the order and the separators of its text | pass a string made of its elements",
            "java.util.Set<Long> | the order and the separators of its text | pass a string made of its elements",
            "java.util.Collection<?> | the order and the separators of its text | pass a string made of its elements",
            "java.util.Map<String, String> | the order and the separators of its text | pass a string made of its elements",
            "java.util.Properties | the order and the separators of its text | pass a string made of its elements",
            "Batch | the order and the separators of its text | write {p.id}.",
            "java.util.Date | time zone and language | write {p.time}.",
            "java.util.Calendar | time zone of the process | write {p.timeInMillis}.",
            "java.util.TimeZone | its internal state | write {p.ID}.",
            "java.nio.file.Path | on the working directory | pass a string that denotes the same file in every process.",
            "java.io.File | on the working directory | pass a string that denotes the same file in every process.",
            "java.net.InetAddress | was looked up | write {p.hostAddress}.",
            "java.net.Inet4Address | was looked up | write {p.hostAddress}.",
            "java.net.InetSocketAddress | was looked up | pass its host name",
            "java.util.stream.Stream<String> | its text is its identity | pass its result",
            "java.util.stream.IntStream | its text is its identity | pass its result",
            "java.util.function.Supplier<String> | its text is its identity | pass its result",
            "Lazy | its text is its identity | write {p.get}.",
            "java.util.concurrent.CompletableFuture<String> | its text is its identity | pass its result",
            "java.util.Iterator<String> | its text is its identity | pass its result",
            "Runnable | the interface Runnable does not declare toString() | pass a string",
            "java.time.Clock | it inherits Object.toString() | pass a string",
            "Bare | a record without its own toString() | write {p.id}.",
            "Wrapped | a record without its own toString() | declare toString() in Wrapped",
            "Outer | a record without its own toString() | write {p.bare.id}.",
            "Plain | it inherits Object.toString() | declare toString() in Plain",
            "Named | it inherits Object.toString() | write {p.name}.",
            "Face | the interface Face does not declare toString() | write {p.code}.",
            "<T> T | the type variable T | give it a bound whose text is fit",
            "<T extends Plain> T | it inherits Object.toString() | declare toString() in Plain",
            "<T extends Bare> T | a record without its own toString() | write {p.id}.",
            "<T extends Number & Comparable<T>> T | the texts of 1 and 1.0 differ | pass a long",
            "<T extends Object & Comparable<T>> T | the interface Comparable does not declare toString() | pass a string",
            "<T extends Face & Comparable<T>> T | the interface Comparable does not declare toString() | write {p.code}.",
            "<T extends TextFace & java.util.Collection<String>> T | the order and the separators of its text | pass a string made",
            "<S extends java.util.List<String>, T extends S> T | the order and the separators of its text | pass a string made");

    @Test
    void acceptsTypesWithAText() {
        assertThat(Compiled.of(source(ACCEPTED)).messages()).isEmpty();
        assertThat(Compiled.ecj(source(ACCEPTED))).isEmpty();
    }

    @Test
    void refusesTheOthersAndSaysWhatWouldDo() {
        List<String> types =
                REFUSED.stream().map(row -> row.split(" \\| ", -1)[0]).toList();
        List<String> messages = Compiled.of(source(types)).messages();
        assertThat(messages).hasSameSizeAs(REFUSED);
        int first = source(types).split("m0\\(", 2)[0].split("\n").length;
        for (int i = 0; i < REFUSED.size(); i++) {
            String[] row = REFUSED.get(i).split(" \\| ", -1);
            assertThat(messages.get(i))
                    .describedAs(REFUSED.get(i))
                    .startsWith(first + i + ":")
                    .contains("[ONCE-204] `p` (of type ")
                    .contains(row[1])
                    .contains("\n    m" + i + "-{p}\n" + " ".repeat(("    m" + i + "-{").length()) + "^\n")
                    .contains("Fix: " + row[2]);
        }
        List<String> ecj = Compiled.ecj(source(types));
        assertThat(lines(ecj)).describedAs(ecj.toString()).containsExactlyElementsOf(lines(messages));
    }

    /** What a message says to write instead is accepted. */
    @Test
    void acceptsWhatItSaysToUse() {
        List<String> mended = new ArrayList<>();
        for (String row : REFUSED) {
            String[] cells = row.split(" \\| ", -1);
            if (cells[2].startsWith("write {")) {
                mended.add(cells[0] + " | " + cells[2].replaceAll("write \\{p\\.(.*)}\\.", "$1"));
            }
        }
        assertThat(mended).hasSizeGreaterThan(8);
        assertThat(Compiled.of(source(mended)).messages()).isEmpty();
    }

    private static List<Integer> lines(List<String> messages) {
        return messages.stream()
                .filter(message -> message.contains("[ONCE-"))
                .map(message -> Integer.valueOf(message.split("\\D", 2)[0]))
                .sorted()
                .collect(Collectors.toList());
    }

    /** A method for each type, each on a line of its own. */
    private static String source(List<String> rows) {
        var source = new StringBuilder("package parts;\nimport io.github.once4j.Once;\n"
                + "@SuppressWarnings(\"serial\")\npublic abstract class Service {\n" + TYPES
                + "\n");
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(" \\| ", -1);
            String variables = cells[0].startsWith("<") ? cells[0].substring(0, cells[0].lastIndexOf('>') + 1) : "";
            String type = cells[0].substring(variables.equals(cells[0]) ? 0 : variables.length());
            String property = cells.length == 2 ? "." + cells[1] : "";
            source.append("@Once(key = \"m" + i + "-{p" + property + "}\") public " + variables + " void m" + i + "("
                    + type + " p) {}\n");
        }
        return source.append("}\n").toString();
    }
}
