package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.model.Texts.Shape;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two argument lists whose parts have different texts never give one key. The decision how a part is written is the
 * processor's own, the rendering is the runtime's; every key is also read back by a decoder. {@code -Plong -Dkeys.times=10} runs
 * a million random pairs.
 */
class KeyInjectivityTest {
    private static final UUID ONE = UUID.fromString("00000000-0000-0000-0000-0000000000aa");
    private static final UUID OTHER = UUID.fromString("aaaaaaaa-2525-aaaa-2d2d-aaaaaaaaaaaa");
    private static final String SMILE = Character.toString(0x1F600);

    enum Names {
        A,
        B_A,
        A_B,
        $A,
        T2
    }

    /** An accepted type, with values whose texts are as nasty as the type permits. */
    private record Type(String java, Texts texts, List<?> values) {
        Type(String java, Shape shape, boolean isPrimitive, Object... values) {
            this(java, Texts.of(shape, isPrimitive), List.of(values));
        }
    }

    private static final Type STRING = new Type(
            "String", Shape.ANY, false, "", "-", "%", "2", "-2", "%2", "%2D", "a%25", "--", "5A", "a", "A_B", SMILE,
            "{é");
    private static final Type INT = new Type("int", Shape.INTEGER, true, 0, -5, 5, 25, -25, 2, Integer.MIN_VALUE);
    private static final Type BOOLEAN = new Type("boolean", Shape.BOOLEAN, true, true, false);
    private static final Type CHAR = new Type("char", Shape.CHAR, true, '-', '%', '2', 'A', 't', 'é');
    private static final Type ENUM =
            new Type("Names", new Texts(Shape.ENUM, false, List.of("A", "B_A")), List.of(Names.values()));
    private static final Type UID = new Type("java.util.UUID", Shape.UUID, false, ONE, OTHER);

    /** All that DESIGN accepts. */
    private static final List<Type> TYPES = List.of(
            STRING,
            INT,
            BOOLEAN,
            CHAR,
            ENUM,
            UID,
            new Type("CharSequence", Shape.ANY, false, "", "-", "%", "5"),
            new Type("byte", Shape.INTEGER, true, (byte) 0, (byte) -5, (byte) 25),
            new Type("short", Shape.INTEGER, true, (short) 0, (short) -5, (short) 25),
            new Type("long", Shape.INTEGER, true, 0L, -5L, 25L, Long.MIN_VALUE),
            new Type("Byte", Shape.INTEGER, false, (byte) 0, (byte) -5, (byte) 25),
            new Type("Short", Shape.INTEGER, false, (short) 0, (short) -5, (short) 25),
            new Type("Integer", Shape.INTEGER, false, 0, -5, 25),
            new Type("Long", Shape.INTEGER, false, 0L, -5L, 25L),
            new Type("Boolean", Shape.BOOLEAN, false, true, false),
            new Type("Character", Shape.CHAR, false, '-', '%', '5'),
            new Type("java.math.BigInteger", Shape.NUMBER, false, BigInteger.TEN, BigInteger.TWO.negate()),
            new Type(
                    "java.math.BigDecimal",
                    Shape.DECIMAL,
                    false,
                    new BigDecimal("1.0"),
                    new BigDecimal("-1.00"),
                    new BigDecimal("1E+3"),
                    new BigDecimal("-2.5E-9")),
            new Type("java.net.URI", Shape.ANY, false, URI.create("a:b-c"), URI.create("%2D"), URI.create("")),
            new Type("java.util.Locale", Shape.ANY, false, Locale.ROOT, Locale.US, Locale.CHINA),
            new Type("java.util.Currency", Shape.CURRENCY, false, Currency.getInstance("EUR")),
            new Type("java.time.Duration", Shape.ANY, false, Duration.ofSeconds(-5), Duration.ofMillis(1)),
            new Type("java.time.Year", Shape.NUMBER, false, Year.of(2026), Year.of(-5)),
            new Type("java.time.YearMonth", Shape.MONTH, false, YearMonth.of(2026, 2), YearMonth.of(-1, 2)),
            new Type("java.time.LocalDate", Shape.DATE, false, LocalDate.of(2026, 2, 2), LocalDate.MIN, LocalDate.MAX),
            new Type(
                    "java.time.Instant",
                    Shape.INSTANT,
                    false,
                    Instant.EPOCH,
                    Instant.EPOCH.plusNanos(120_000_000),
                    Instant.MAX));

    private static final List<String> LITERALS =
            List.of("-", "2", "A", "t", "_", "-%", "--", "é", SMILE, "5-", "{", ".", "D%2", "E");

    @Test
    void holdsForAllPairsOfTypesAndTexts() {
        long keys = 0;
        for (String first : List.of("", "k-")) {
            for (Type one : TYPES) {
                keys += distinct(List.of(first, ""), List.of(one), one.values.size());
                for (Type two : TYPES) {
                    for (String between : LITERALS) {
                        keys += distinct(List.of(first, between, ""), List.of(one, two), 99);
                    }
                }
            }
        }
        assertThat(keys).isGreaterThan(100_000);
    }

    @Test
    void holdsForThreePlaceholders() {
        List<Type> types = List.of(STRING, INT, BOOLEAN, CHAR, ENUM);
        List<String> literals = List.of("-", "2", "A", "_", "-%2");
        long keys = 0;
        for (List<Type> three : lists(types, 3)) {
            for (List<String> between : lists(literals, 2)) {
                keys += distinct(List.of("", between.get(0), between.get(1), "-"), three, 6);
            }
        }
        assertThat(keys).isGreaterThan(100_000);
    }

    @Test
    void holdsForFourPlaceholders() {
        List<Type> types = List.of(STRING, INT, CHAR);
        long keys = 0;
        for (List<Type> four : lists(types, 4)) {
            for (List<String> between : lists(List.of("-", "2", "-2"), 3)) {
                keys += distinct(List.of("", between.get(0), between.get(1), between.get(2), ""), four, 4);
            }
        }
        assertThat(keys).isGreaterThan(100_000);
    }

    /** All keys of a template are different, and each can be read back. */
    private static long distinct(List<String> literals, List<Type> types, int values) {
        Key key = Keys.of(
                        Keys.template(literals, types.size()),
                        types.stream().map(Type::texts).toList())
                .orElseThrow();
        List<List<?>> choices = new ArrayList<>();
        types.forEach(type -> choices.add(type.values.subList(0, Math.min(values, type.values.size()))));
        Map<String, List<Object>> seen = new HashMap<>();
        for (List<Object> arguments : product(choices)) {
            String rendered = Keys.render(key, arguments);
            List<Object> before = seen.put(rendered, arguments);
            if (before != null) {
                fail("`%s` gives `%s` for %s and for %s", key.template(), rendered, before, arguments);
            }
            readsBack(key, rendered, arguments);
        }
        return seen.size();
    }

    private static void readsBack(Key key, String rendered, List<?> arguments) {
        List<String> texts = arguments.stream().map(Keys::text).toList();
        if (!Keys.decode(key, rendered).equals(java.util.Optional.of(texts))) {
            fail("`%s` gives `%s` for %s, read as %s", key.template(), rendered, texts, Keys.decode(key, rendered));
        }
    }

    private static final String ALPHABET = "-_.:%02257ADEfé{} \n" + SMILE;

    /** Random templates and values; the second list of a pair is often the first one's key, cut at other places. */
    @Test
    void holdsForRandomPairs() {
        var random = new Random(20261124);
        int templates = 2_000 * Integer.getInteger("keys.times", 1);
        long pairs = 0;
        for (int i = 0; i < templates; i++) {
            int parts = 1 + random.nextInt(4);
            List<String> literals = new ArrayList<>(List.of(text(random, 2)));
            for (int part = 1; part < parts; part++) {
                String literal = text(random, 3);
                literals.add(literal.isEmpty() || literal.startsWith("%") ? "-" + literal : literal);
            }
            literals.add(text(random, 2));
            List<Type> types = random.ints(parts, 0, TYPES.size() + 20)
                    .mapToObj(type -> type < TYPES.size() ? TYPES.get(type) : STRING)
                    .toList();
            Key key = Keys.of(
                            Keys.template(literals, parts),
                            types.stream().map(Type::texts).toList())
                    .orElseThrow();
            for (int pair = 0; pair < 51; pair++) {
                List<?> one = values(types, random);
                String rendered = Keys.render(key, one);
                List<?> two =
                        random.nextBoolean() ? values(types, random) : cut(types, one, rendered, literals, random);
                String other = Keys.render(key, two);
                boolean same = texts(one).equals(texts(two));
                if (rendered.equals(other) != same) {
                    fail("`%s` gives `%s` and `%s` for %s and %s", key.template(), rendered, other, one, two);
                }
                readsBack(key, rendered, one);
                readsBack(key, other, two);
                pairs++;
            }
        }
        assertThat(pairs).isGreaterThan(50L * templates);
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Keys::text).toList();
    }

    private static String text(Random random, int most) {
        var text = new StringBuilder();
        int[] points = ALPHABET.codePoints().toArray();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private static List<?> values(List<Type> types, Random random) {
        return types.stream()
                .map(type -> type.equals(STRING)
                        ? text(random, 4)
                        : type.texts.shape() == Shape.INTEGER && type.java.equals("int")
                                ? (Object) (random.nextInt(200) - 100)
                                : type.values.get(random.nextInt(type.values.size())))
                .toList();
    }

    /** Strings that would give the same key if nothing were escaped: pieces of the key between its literals. */
    private static List<?> cut(
            List<Type> types, List<?> values, String rendered, List<String> literals, Random random) {
        List<Object> cut = new ArrayList<>(values);
        int at = Math.min(rendered.length(), literals.get(0).length());
        for (int i = 0; i < types.size(); i++) {
            String next = literals.get(i + 1);
            int end = rendered.indexOf(next, Math.min(rendered.length(), at + random.nextInt(3)));
            end = end < at ? rendered.length() : end;
            if (types.get(i).equals(STRING) && isWhole(rendered.substring(at, end))) {
                cut.set(i, rendered.substring(at, end));
            }
            at = Math.min(rendered.length(), end + next.length());
        }
        return cut;
    }

    private static boolean isWhole(String text) {
        return text.isEmpty()
                || !(Character.isLowSurrogate(text.charAt(0))
                        || Character.isHighSurrogate(text.charAt(text.length() - 1)));
    }

    /** Where the generated code could differ from the test's renderer: all types before and behind each literal. */
    @Test
    void generatedClassesRenderLikeThis() throws ReflectiveOperationException {
        var source = new StringBuilder("package keys;\npublic abstract class Service {\n");
        source.append("public enum Names { A, B_A, A_B, $A, T2 }\n");
        List<Key> keys = new ArrayList<>();
        List<List<Type>> all = new ArrayList<>();
        for (int i = 0; i < TYPES.size() * 4; i++) {
            Type type = TYPES.get(i % TYPES.size());
            Type last = TYPES.get((i / 3) % TYPES.size());
            String template = Keys.template(List.of("k" + i + ":", LITERALS.get(i % LITERALS.size()), ""), 2);
            all.add(List.of(type, last));
            keys.add(Keys.of(template, List.of(type.texts, last.texts)).orElseThrow());
            source.append("@io.github.once4j.Once(key = \"" + template + "\") public void m" + i + "(" + type.java
                    + " a, " + last.java + " b) {}\n");
        }
        ClassLoader loader = Compiled.of(source.append("}\n").toString()).load();
        Class<?> once = loader.loadClass("keys.ServiceOnce$Once$");
        Class<?> names = loader.loadClass("keys.Service$Names");
        Map<String, Method> methods = Arrays.stream(once.getDeclaredMethods())
                .collect(Collectors.toMap(Method::getName, each -> each, (a, b) -> a));
        for (int i = 0; i < keys.size(); i++) {
            Method method = Objects.requireNonNull(methods.get("m" + i + "Key"));
            method.setAccessible(true);
            for (Object one : all.get(i).get(0).values) {
                for (Object two : all.get(i).get(1).values) {
                    assertThat(method.invoke(null, loaded(one, names), loaded(two, names)))
                            .isEqualTo(Keys.render(keys.get(i), List.of(one, two)));
                }
            }
        }
    }

    /** Constants come from another class loader there. */
    private static Object loaded(Object value, Class<?> names) {
        return Stream.of(names.getEnumConstants())
                .<Object>map(constant -> constant)
                .filter(constant ->
                        value instanceof Names && constant.toString().equals(value.toString()))
                .findFirst()
                .orElse(value);
    }

    private static <T> List<List<T>> lists(List<T> choices, int length) {
        List<List<?>> same = new ArrayList<>(
                IntStream.range(0, length).mapToObj(i -> choices).toList());
        List<List<T>> lists = new ArrayList<>();
        for (List<Object> each : product(same)) {
            @SuppressWarnings("unchecked") // the product of lists of T
            List<T> typed = (List<T>) each;
            lists.add(typed);
        }
        return lists;
    }

    private static List<List<Object>> product(List<? extends List<?>> choices) {
        Stream<List<Object>> all = Stream.of(List.of());
        for (List<?> choice : choices) {
            all = all.flatMap(before -> choice.stream()
                    .map(each -> Stream.concat(before.stream(), Stream.<Object>of(each))
                            .toList()));
        }
        return all.toList();
    }
}
