package io.github.once4j.processor.check.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.processor.Keys;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.model.Texts.Shape;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether two templates can give one key: against all keys that small values give, and for known pairs. */
class CommonKeyTest {
    enum Level {
        LOW,
        A1
    }

    private static final Map<Texts, List<?>> VALUES = Map.of(
            Texts.of(Shape.ANY, false),
            List.of("", "-", "1", "%", "a", "a-1", "LOW", "true", "-1"),
            Texts.of(Shape.INTEGER, true),
            List.of(0, 1, -1, 11),
            Texts.of(Shape.BOOLEAN, true),
            List.of(true, false),
            Texts.of(Shape.CHAR, true),
            List.of('-', '1', 'a'),
            new Texts(Shape.ENUM, false, List.of("LOW", "A1")),
            List.of(Level.values()));

    @Test
    void findsEveryKeyThatTwoTemplatesGive() {
        List<Key> keys = keys();
        List<Set<String>> rendered = keys.stream().map(CommonKeyTest::rendered).toList();
        int meeting = 0;
        int apart = 0;
        for (int i = 0; i < keys.size(); i++) {
            for (int j = 0; j < i; j++) {
                Set<String> both = new HashSet<>(rendered.get(i));
                both.retainAll(rendered.get(j));
                Optional<String> found = CommonKey.of(keys.get(i), keys.get(j));
                if (!both.isEmpty()) {
                    assertThat(found)
                            .describedAs("%s and %s: %s", keys.get(i), keys.get(j), both)
                            .isPresent();
                    meeting++;
                }
                if (found.isPresent()) {
                    assertThat(KeyFrame.canMeet(keys.get(i), keys.get(j)))
                            .describedAs("%s and %s: %s", keys.get(i), keys.get(j), found)
                            .isTrue();
                    isRendered(keys.get(i), found.get());
                    isRendered(keys.get(j), found.get());
                } else {
                    apart++;
                }
            }
        }
        assertThat(meeting).isGreaterThan(1000);
        assertThat(apart).isGreaterThan(1000);
    }

    private static List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        for (String first : List.of("", "a", "a-")) {
            keys.add(Keys.of(first + "1", List.of()).orElseThrow());
            for (Texts one : VALUES.keySet()) {
                keys.add(Keys.of(Keys.template(List.of(first, ""), 1), List.of(one))
                        .orElseThrow());
                keys.add(Keys.of(Keys.template(List.of(first, "1"), 1), List.of(one))
                        .orElseThrow());
                for (Texts two : VALUES.keySet()) {
                    for (String between : List.of("-", "1", "a%")) {
                        keys.add(Keys.of(Keys.template(List.of(first, between, ""), 2), List.of(one, two))
                                .orElseThrow());
                    }
                }
            }
        }
        return keys;
    }

    private static Set<String> rendered(Key key) {
        List<List<?>> lists = new ArrayList<>(List.of(List.of()));
        for (Part part : parts(key)) {
            lists = lists.stream()
                    .<List<?>>flatMap(before -> Objects.requireNonNull(VALUES.get(part.texts())).stream()
                            .map(value -> {
                                List<Object> more = new ArrayList<>(before);
                                more.add(value);
                                return more;
                            }))
                    .toList();
        }
        return lists.stream().map(values -> Keys.render(key, values)).collect(Collectors.toSet());
    }

    private static List<Part> parts(Key key) {
        return key.segments().stream()
                .filter(Part.class::isInstance)
                .map(Part.class::cast)
                .toList();
    }

    /** A key that is shown as an example can be read back, and its parts are texts of their types. */
    private static void isRendered(Key key, String example) {
        Optional<List<String>> texts = Keys.decode(key, example);
        assertThat(texts).describedAs("%s of %s", example, key).isPresent();
        List<Part> parts = parts(key);
        for (int i = 0; i < parts.size(); i++) {
            String text = texts.get().get(i);
            boolean fits = switch (parts.get(i).texts().shape()) {
                case INTEGER -> String.valueOf(Long.parseLong(text)).equals(text);
                case BOOLEAN -> text.equals("true") || text.equals("false");
                case CHAR -> text.length() == 1;
                case ENUM -> parts.get(i).texts().names().contains(text);
                default -> true;
            };
            assertThat(fits).describedAs("%s of %s", example, key).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, a",
        "a-{a}, b-{a}, ",
        "job-{a}, job-{a}, job-x",
        "job-{a}, job-{a}-{b}, job-x-x",
        "job, job-{a}, ",
        "job{a}, job, job",
        "{a}-x, {a}-y, ",
        "{a}:x, y:{a}, y:x",
        "a{{{a}, a{{, a{",
        "{a}-{b}, x%2D-y, x%2D-y",
        "{a}-{b}, x%25-y, x%25-y",
        "{a}-{b}, x%2E-y, ",
    })
    void findsTheExample(String one, String two, String example) {
        List<Texts> strings = List.of(Texts.of(Shape.ANY, false), Texts.of(Shape.ANY, false));
        assertThat(CommonKey.of(
                        Keys.of(one, strings).orElseThrow(),
                        Keys.of(two, strings).orElseThrow()))
                .isEqualTo(Optional.ofNullable(example));
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, DATE, false",
        "INTEGER, MONTH, false",
        "INTEGER, UUID, false",
        "INTEGER, BOOLEAN, false",
        "INTEGER, NUMBER, true",
        "INTEGER, DECIMAL, true",
        "INTEGER, CHAR, true",
        "DATE, MONTH, false",
        "DATE, INSTANT, false",
        "DATE, UUID, false",
        "CURRENCY, UUID, false",
        "CURRENCY, BOOLEAN, false",
        "ANY, INSTANT, true",
    })
    void tellsTypesApart(Shape one, Shape two, boolean meet) {
        assertThat(CommonKey.of(last(one), last(two)).isPresent()).isEqualTo(meet);
    }

    @Test
    void knowsTheTextsOfTheJdk() {
        for (Object date : List.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH)) {
            isIn(Shape.DATE, date);
        }
        for (Object instant : List.of(Instant.EPOCH, Instant.EPOCH.plusNanos(1), Instant.MIN, Instant.MAX)) {
            isIn(Shape.INSTANT, instant);
        }
        isIn(Shape.UUID, UUID.randomUUID());
        isIn(Shape.CURRENCY, "EUR");
        for (String text : List.of("\u0000", "\uFB00", "\uFFFF", Character.toString(Character.MAX_CODE_POINT))) {
            isIn(Shape.ANY, text);
        }
        isIn(Shape.CHAR, "\uFB00");
        Key pair = Keys.of("k" + Character.toString(0x1F600), List.of()).orElseThrow();
        assertThat(CommonKey.of(last(Shape.CHAR), pair)).isEmpty();
        for (String decimal : List.of("0", "-1", "1.00", "1E+3", "-2.5E-9", "0E-10", "1E3")) {
            isIn(Shape.DECIMAL, new java.math.BigDecimal(decimal));
        }
        for (String month : List.of("-0001-02", "2026-02", "+10000-01")) {
            isIn(Shape.MONTH, java.time.YearMonth.parse(month));
        }
    }

    /** A part before a 2 has no 2: its digits are 0, 1, and those from 3. */
    @Test
    void showsWhatIsEasyToRead() {
        Texts any = Texts.of(Shape.ANY, false);
        Key two = Keys.of("-{a}2{b}", List.of(any, any)).orElseThrow();
        Key decimal = Keys.of("{a}", List.of(Texts.of(Shape.DECIMAL, false))).orElseThrow();
        assertThat(CommonKey.of(two, decimal)).contains("-121");
    }

    private static void isIn(Shape shape, Object value) {
        Key text = Keys.of("k" + value, List.of()).orElseThrow();
        assertThat(CommonKey.of(last(shape), text))
                .describedAs("%s %s", shape, value)
                .contains("k" + value);
    }

    private static Key last(Shape shape) {
        return Keys.of("k{a}", List.of(Texts.of(shape, false))).orElseThrow();
    }
}
