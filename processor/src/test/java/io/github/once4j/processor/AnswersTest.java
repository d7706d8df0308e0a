package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What locked calls answer: compiled, loaded, and called while their key is held. */
class AnswersTest {
    private record Row(
            String type, @Nullable String text, @Nullable Object answer) {}

    private static Row row(String type, @Nullable String text, @Nullable Object answer) {
        return new Row(type, text, answer);
    }

    private static final UUID ID = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    private static final String STAGE = "java.util.concurrent.CompletionStage<";
    private static final String FUTURE = "java.util.concurrent.CompletableFuture<";

    private static final List<Row> ANSWERS = List.of(
            row("boolean", "true", true),
            row("byte", "-128", (byte) -128),
            row("short", "32767", (short) 32767),
            row("int", "-2147483648", Integer.MIN_VALUE),
            row("long", "9223372036854775807", Long.MAX_VALUE),
            row("long", "-9223372036854775808", Long.MIN_VALUE),
            row("float", "-1.5", -1.5f),
            row("double", "1e300", 1e300),
            row("double", "0.0", 0.0),
            row("char", "'", '\''),
            row("char", "\\\\", '\\'),
            row("char", "\\n", '\n'),
            row("char", "\\0", '\0'),
            row("char", "\\\"", '"'),
            row("char", "é", 'é'),
            row("char", "\\u2028", '\u2028'),
            row("char", "\\ud83d", '\ud83d'),
            row("Boolean", "false", false),
            row("Byte", "127", (byte) 127),
            row("Short", "-1", (short) -1),
            row("Integer", "+7", 7),
            row("Long", "7", 7L),
            row("Float", "0.1", 0.1f),
            row("Double", "-0.1", -0.1),
            row("Character", "x", 'x'),
            row("String", "", ""),
            row("String", "a \\\"b\\\" \\\\ $L\\n", "a \"b\" \\ $L\n"),
            row("CharSequence", "text", "text"),
            row("Level", "HIGH", "HIGH"),
            row("UUID", "123e4567-e89b-12d3-a456-426614174000", ID),
            row(
                    "java.math.BigInteger",
                    "123456789012345678901234567890",
                    new BigInteger("123456789012345678901234567890")),
            row("java.math.BigDecimal", "1.00", new BigDecimal("1.00")),
            row("java.time.Duration", "PT1M30S", Duration.ofSeconds(90)),
            row("java.time.Instant", "2026-01-31T10:15:30Z", Instant.parse("2026-01-31T10:15:30Z")),
            row("java.time.LocalDate", "2026-01-31", LocalDate.of(2026, 1, 31)),
            row("java.time.LocalDateTime", "2026-01-31T10:15:30", LocalDateTime.of(2026, 1, 31, 10, 15, 30)),
            row("Optional<String>", "a", Optional.of("a")),
            row("Optional<Long>", "5", Optional.of(5L)),
            row("Optional<Byte>", "5", Optional.of((byte) 5)),
            row("Optional<? extends Integer>", "5", Optional.of(5)),
            row("Optional<UUID>", "123e4567-e89b-12d3-a456-426614174000", Optional.of(ID)),
            row("Optional<Optional<Integer>>", "5", Optional.of(Optional.of(5))),
            row("OptionalInt", "5", OptionalInt.of(5)),
            row("OptionalLong", "5", OptionalLong.of(5)),
            row("OptionalDouble", "5", OptionalDouble.of(5)),
            row(STAGE + "String>", "busy", "busy"),
            row(STAGE + "Integer>", "5", 5),
            row(FUTURE + "Byte>", "5", (byte) 5),
            row(FUTURE + "Boolean>", "true", true),
            row(FUTURE + "? extends CharSequence>", "busy", "busy"),
            row(FUTURE + "Level>", "LOW", "LOW"),
            row(FUTURE + "Optional<Integer>>", "5", Optional.of(5)),
            row(FUTURE + "OptionalLong>", "5", OptionalLong.of(5)),
            row(FUTURE + "java.time.Duration>", "PT1S", Duration.ofSeconds(1)),
            row("void", null, null),
            row("Void", null, null),
            row("Integer", null, null),
            row("java.util.Locale", null, null),
            row("Optional<Integer>", null, Optional.empty()),
            row("OptionalInt", null, OptionalInt.empty()),
            row("OptionalLong", null, OptionalLong.empty()),
            row("OptionalDouble", null, OptionalDouble.empty()),
            row("java.util.List<String>", null, List.of()),
            row("java.util.Collection<?>", null, List.of()),
            row("Iterable<String>", null, List.of()),
            row("java.util.Set<String>", null, Set.of()),
            row("java.util.Map<String, Integer>", null, Map.of()),
            row("java.util.ArrayList<String>", null, null),
            row("int[]", null, new int[0]),
            row("String[][]", null, new String[0][]),
            row("java.util.List<String>[]", null, new List<?>[0]),
            row(FUTURE + "Void>", null, null),
            row(FUTURE + "String>", null, null),
            row(FUTURE + "Optional<Integer>>", null, Optional.empty()),
            row(STAGE + "java.util.List<String>>", null, List.of()),
            row(STAGE + "byte[]>", null, new byte[0]),
            row(STAGE + "?>", null, null));

    @Test
    void areThoseOfTheTable() throws ReflectiveOperationException {
        var source = new StringBuilder("""
                package answers;
                import io.github.once4j.Once;
                import java.util.*;
                public abstract class Service {
                    public enum Level { LOW, HIGH }
                """);
        for (int i = 0; i < ANSWERS.size(); i++) {
            Row row = ANSWERS.get(i);
            String answer = row.text == null ? "" : ", returnOnLocked = \"" + row.text + "\"";
            source.append("@Once(key = \"m" + i + "\"" + answer + ") public " + row.type + " m" + i
                    + "() { throw new AssertionError(); }\n");
        }
        Compiled compiled = Compiled.of(source.append("}\n").toString());
        assertThat(compiled.messages()).isEmpty();
        Class<?> type = compiled.load().loadClass("answers.ServiceOnce");
        try (var guard = OnceGuard.inMemory()) {
            Object service = type.getConstructor(OnceGuard.class).newInstance(guard);
            for (int i = 0; i < ANSWERS.size(); i++) {
                var method = type.getMethod("m" + i);
                guard.tryRun("m" + i, () -> check(method.getName(), call(method, service)));
            }
        }
    }

    /** The very object, or null: a conditional expression of a box and a literal would unbox. */
    @Test
    void ofAFreeKeyAreWhatTheBodyReturns() throws ReflectiveOperationException {
        var source = new StringBuilder("""
                package answers;
                import io.github.once4j.Once;
                import java.util.*;
                public abstract class Service {
                    public static Object result;
                """);
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("Boolean", true);
        results.put("Byte", (byte) 1);
        results.put("Short", (short) 1000);
        results.put("Integer", 1000);
        results.put("Long", 1000L);
        results.put("Float", 0.5f);
        results.put("Double", 0.5);
        results.put("Character", '\u1000');
        results.put("String", "result");
        results.put("UUID", ID);
        results.put("java.math.BigDecimal", new BigDecimal("1.00"));
        List.copyOf(results.keySet()).forEach(type -> results.put("Optional<" + type + ">", Optional.of(type)));
        List<String> types = List.copyOf(results.keySet());
        for (int i = 0; i < types.size(); i++) {
            String text = TEXTS.getOrDefault(types.get(i).replaceAll("Optional<|>", ""), "1");
            source.append("@Once(key = \"m" + i + "\", returnOnLocked = \"" + text
                    + "\")\n@SuppressWarnings(\"unchecked\")\npublic " + types.get(i) + " m" + i + "() { return ("
                    + types.get(i) + ") result; }\n");
            source.append("@Once(key = \"n" + i + "\")\n@SuppressWarnings(\"unchecked\")\npublic " + types.get(i) + " n"
                    + i + "() { return (" + types.get(i) + ") result; }\n");
        }
        Class<?> type = Compiled.of(source.append("}\n").toString()).load().loadClass("answers.ServiceOnce");
        try (var guard = OnceGuard.inMemory()) {
            Object service = type.getConstructor(OnceGuard.class).newInstance(guard);
            for (int i = 0; i < types.size(); i++) {
                for (String name : List.of("m" + i, "n" + i)) {
                    for (Object result : Arrays.asList(results.get(types.get(i)), null)) {
                        type.getField("result").set(null, result);
                        assertThat(call(type.getMethod(name), service))
                                .describedAs("%s of %s", result, types.get(i))
                                .isSameAs(result);
                    }
                }
            }
        }
    }

    private static final Map<String, String> TEXTS =
            Map.of("Boolean", "true", "UUID", "123e4567-e89b-12d3-a456-426614174000");

    private static @Nullable Object call(Method method, Object service) {
        try {
            return method.invoke(service);
        } catch (ReflectiveOperationException failed) {
            throw new LinkageError(method.toString(), failed);
        }
    }

    private static void check(String method, @Nullable Object answer) {
        Row row = ANSWERS.get(Integer.parseInt(method.substring(1)));
        Object value = answer instanceof CompletionStage<?> stage
                ? stage.toCompletableFuture().join()
                : answer;
        Object comparable = value instanceof Enum<?> constant ? constant.name() : value;
        assertThat(comparable).describedAs(row.toString()).isEqualTo(row.answer);
    }

    /** {@code type | text | a piece of the fix}. */
    private static final List<String> WRONG = List.of(
            "boolean | TRUE | write \"true\", in lower case.",
            "byte | 128 | from \"-128\" to \"127\"",
            "byte | -129 | from \"-128\" to \"127\"",
            "short | 32768 | from \"-32768\" to \"32767\"",
            "int | 2147483648 | from \"-2147483648\" to \"2147483647\"",
            "int | 1.0 | from \"-2147483648\" to",
            "int |   | from \"-2147483648\" to",
            "long | 9223372036854775808 | to \"9223372036854775807\"",
            "long | 5L | to \"9223372036854775807\"",
            "float | 1e39 | like \"1.5\"",
            "float | 1e-50 | like \"1.5\"",
            "double | 1e400 | like \"1.5\"",
            "double | NaN | like \"1.5\"",
            "char | ab | like \"a\"",
            "char |  | like \"x\"",
            "Integer | x | from \"-2147483648\" to",
            "Character | \uD83D\uDE00 | like \"x\"",
            "Level | high | write \"HIGH\"",
            "Level | HIHG | write \"HIGH\"",
            "Level | MEDIUM | one of these names",
            "UUID | 1-1-1-1-1 | like \"123e4567-",
            "java.math.BigInteger | 1.5 | like \"42\"",
            "java.math.BigDecimal | 1,5 | like \"42.00\"",
            "java.time.Duration | 90s | like \"PT1M30S\"",
            "java.time.Duration | soon | like \"PT1M30S\"",
            "java.time.Instant | 2026-01-31 | like \"2026-01-31T10:15:30Z\"",
            "java.time.LocalDate | 2026-02-30 | like \"2026-01-31\"",
            "java.time.LocalDateTime | 2026-01-31 | like \"2026-01-31T10:15:30\"",
            "Optional<Integer> | x | from \"-2147483648\" to",
            "OptionalInt | 2147483648 | from \"-2147483648\" to",
            "OptionalDouble | x | like \"1.5\"",
            "java.util.concurrent.CompletableFuture<Optional<Integer>> | x | from \"-2147483648\" to",
            "java.util.concurrent.CompletionStage<Byte> | 128 | from \"-128\" to \"127\"",
            "void | x | remove returnOnLocked",
            "Void | x | remove returnOnLocked",
            "java.util.concurrent.CompletableFuture<Void> | x | remove returnOnLocked",
            "java.util.List<String> | x | a locked call then returns an empty one",
            "int[] | x | a locked call then returns an empty one",
            "java.util.Locale | x | a locked call then returns null",
            "Object | x | a locked call then returns null",
            "<T> T | x | a locked call then returns null",
            "Optional<java.util.Locale> | x | a locked call then returns an empty one",
            "java.util.concurrent.CompletableFuture | x | a locked call then returns null");

    @Test
    void thatDoNotFitAreToldWhereTheyAreWritten() {
        var source = new StringBuilder("""
                package answers;
                import io.github.once4j.Once;
                import java.util.*;
                @SuppressWarnings("rawtypes")
                public abstract class Service {
                    public enum Level { LOW, HIGH }
                """);
        int first = source.toString().split("\n").length + 1;
        for (int i = 0; i < WRONG.size(); i++) {
            String[] row = WRONG.get(i).split(" \\| ", -1);
            source.append("@Once(returnOnLocked = \"" + row[1].replaceFirst("^ $", "") + "\", key = \"m" + i
                    + "\") public " + row[0] + " m" + i + "() { throw new AssertionError(); }\n");
        }
        List<String> messages = Compiled.of(source.append("}\n").toString()).messages();
        assertThat(messages).hasSameSizeAs(WRONG);
        for (int i = 0; i < WRONG.size(); i++) {
            assertThat(messages.get(i))
                    .describedAs(WRONG.get(i))
                    .startsWith(first + i + ":24 error [ONCE-30")
                    .contains(WRONG.get(i).split(" \\| ", -1)[2]);
        }
    }
}
