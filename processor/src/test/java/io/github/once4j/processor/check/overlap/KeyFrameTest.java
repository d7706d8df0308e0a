package io.github.once4j.processor.check.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.processor.Keys;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.model.Texts.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pairs of templates the comparison of their literals keeps apart, so that no key is searched for. */
class KeyFrameTest {
    private static Key key(String template, Shape shape) {
        Texts texts = Texts.of(shape, false);
        return Keys.of(template == null ? "" : template, List.of(texts, texts, texts))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, b, false",
        "a, ab, false",
        "ab, a, false",
        "a-{a}, b-{a}, false",
        "a-{a}, a-b-{a}, true",
        "a-b-{a}, a-{a}, true",
        "{a}-x, {a}-y, false",
        "{a}-x, {a}-xx, false",
        "{a}x, {a}-xx, true",
        "{a}-m1-{b}, {a}-m2-{b}, false",
        "{a}-m1-{b}, {a}/m2-{b}, true",
        "{a}-{b}-x{c}, {a}-{b}-y{c}, false",
        "{a}-x, x-{a}, true",
        "{a}, a, true",
        "{a}, {a}-x, true",
        "{a}-x, {a}, true",
        ", a, true",
        "a, , true",
    })
    void comparesLiteralsOfStrings(String one, String two, boolean canMeet) {
        assertThat(KeyFrame.canMeet(key(one, Shape.ANY), key(two, Shape.ANY))).isEqualTo(canMeet);
    }

    @ParameterizedTest
    @CsvSource({
        "{a}-m1-{b}, {a}-m2-{b}, false",
        "{a}-m1-{b}, {a}/m2-{b}, false",
        "{a}-m1-{b}, {a}-m1-{b}, true",
        "{a}m, {a}n, false",
        "k{a}-1, k{a}-2, false",
        "{a}, {a}-1, true",
    })
    void comparesWhatIsBehindIntegers(String one, String two, boolean canMeet) {
        assertThat(KeyFrame.canMeet(key(one, Shape.INTEGER), key(two, Shape.INTEGER)))
                .isEqualTo(canMeet);
    }

    /** What it says of two templates, the search for a common key says as well. */
    @Test
    void neverSaysThatKeysWithACommonOneCannotMeet() {
        List<String> templates = List.of(
                "{a}",
                "{a}-m-{b}",
                "{a}-n-{b}",
                "{a}/n-{b}",
                "{a}m{b}",
                "{a}1{b}",
                "-{a}",
                "1-{a}",
                "{a}-1",
                "t-{a}-{b}-x");
        List<Shape> shapes = List.of(Shape.INTEGER, Shape.BOOLEAN, Shape.CHAR, Shape.UUID, Shape.DATE, Shape.ANY);
        List<Key> keys = templates.stream()
                .flatMap(template -> shapes.stream().map(shape -> key(template, shape)))
                .toList();
        for (Key one : keys) {
            for (Key two : keys) {
                if (!KeyFrame.canMeet(one, two)) {
                    assertThat(CommonKey.of(one, two))
                            .describedAs("%s, %s", one, two)
                            .isEmpty();
                }
            }
        }
    }
}
