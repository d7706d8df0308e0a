package io.github.once4j.processor.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Texts.Form;
import io.github.once4j.processor.model.Texts.Form.Escaped;
import io.github.once4j.processor.model.Texts.Form.Plain;
import io.github.once4j.processor.model.Texts.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How each type of part is written before each kind of text. */
class KeyTest {
    private static final Set<Shape> SELF_DELIMITING = EnumSet.of(Shape.BOOLEAN, Shape.CHAR, Shape.UUID);

    private static Form form(Shape shape, boolean isPrimitive, int delimiter) {
        return Texts.of(shape, isPrimitive).form(OptionalInt.of(delimiter));
    }

    @Test
    void partsAreEscapedUnlessTheirTextEndsInOneWay() {
        for (Shape shape : Shape.values()) {
            boolean isPlain = SELF_DELIMITING.contains(shape) || shape == Shape.INTEGER;
            for (int delimiter : new int[] {'-', '/', ':', 'a', 0x1F600}) {
                assertThat(form(shape, false, delimiter)).isEqualTo(isPlain ? Plain.BARE : new Escaped(delimiter));
            }
            for (int digit = '0'; digit <= '9'; digit++) {
                assertThat(form(shape, false, digit))
                        .isEqualTo(SELF_DELIMITING.contains(shape) ? Plain.BARE : new Escaped(digit));
            }
        }
    }

    @Test
    void theLastPartIsNeverEscaped() {
        for (Shape shape : Shape.values()) {
            assertThat(Texts.of(shape, false).form(OptionalInt.empty())).isEqualTo(Plain.BARE);
        }
    }

    @Test
    void primitivesAreConcatenated() {
        assertThat(form(Shape.INTEGER, true, '-')).isEqualTo(Plain.CONCATENATED);
        assertThat(form(Shape.BOOLEAN, true, '-')).isEqualTo(Plain.CONCATENATED);
        assertThat(form(Shape.CHAR, true, '-')).isEqualTo(Plain.BARE);
        assertThat(form(Shape.INTEGER, true, '5')).isEqualTo(new Escaped('5'));
    }

    @Test
    void rootsOfAKey() {
        Texts any = Texts.of(Shape.ANY, false);
        var key = new Key(
                "x{b.c}{a}{b}",
                List.of(
                        new Literal("x"),
                        new Part("b.c", "b", List.of(), any, Plain.BARE),
                        new Part("a", "a", List.of(), any, Plain.BARE),
                        new Part("b", "b", List.of(), any, Plain.BARE)));
        assertThat(key.roots()).containsExactly("b", "a");
        assertThat(Shape.UUID.pattern()).hasSize(36);
        assertThat(any.names()).isEmpty();
    }
}
