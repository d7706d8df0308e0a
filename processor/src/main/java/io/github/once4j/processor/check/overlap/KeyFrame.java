package io.github.once4j.processor.check.overlap;

import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.Texts.Form;
import io.github.once4j.processor.model.Texts.Shape;
import java.util.List;
import java.util.Set;

/**
 * Compares the literals at the beginning and the end of two keys. It shows for most pairs of templates that they cannot give the
 * same key; the search in their automata costs a thousand times as much.
 */
final class KeyFrame {
    private static final Set<Shape> END_BY_THEMSELVES = Set.of(Shape.INTEGER, Shape.BOOLEAN, Shape.CHAR, Shape.UUID);

    private KeyFrame() {}

    /** False if the literals of two templates keep them from ever giving one key. */
    static boolean canMeet(Key one, Key two) {
        return beginsCanMeet(one.segments(), two.segments()) && endsCanMeet(one.segments(), two.segments());
    }

    /** Compares segments as long as their parts end at the same position in any common key. */
    private static boolean beginsCanMeet(List<Segment> one, List<Segment> two) {
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            if (one.get(i) instanceof Literal first && two.get(i) instanceof Literal second) {
                if (!first.equals(second)) {
                    return first.text().startsWith(second.text())
                            || second.text().startsWith(first.text());
                }
            } else if (!endAlike(one.get(i), two.get(i))) {
                return true;
            }
        }
        return true;
    }

    /**
     * The escaped text of a part does not contain the code point that follows it. The text of one that needs no escapes shows
     * where it ends: an integer at the last digit, the others by their length or their first letter.
     */
    private static boolean endAlike(Segment one, Segment two) {
        if (!(one instanceof Part first) || !(two instanceof Part second)) {
            return false;
        }
        return first.form() instanceof Form.Escaped || second.form() instanceof Form.Escaped
                ? first.form().equals(second.form())
                : END_BY_THEMSELVES.contains(first.texts().shape())
                        && first.texts().shape() == second.texts().shape();
    }

    private static boolean endsCanMeet(List<Segment> one, List<Segment> two) {
        return one.isEmpty()
                || two.isEmpty()
                || !(one.get(one.size() - 1) instanceof Literal first)
                || !(two.get(two.size() - 1) instanceof Literal second)
                || first.text().endsWith(second.text())
                || second.text().endsWith(first.text());
    }
}
