package io.github.once4j.processor.check.overlap;

import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.model.Texts.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a template can render, as an automaton over code points. Where the texts of a type are not known exactly it
 * has more keys than the template, never fewer.
 */
final class KeyAutomaton {
    /** The first state begins a key, the last one ends it. */
    private final List<State> states = new ArrayList<>();

    private final boolean emptyTexts;

    /** The ways from a state: by reading one code point of a range, or by reading nothing. */
    record State(List<Step> steps, List<Integer> jumps) {}

    /** Reads one code point of a range. */
    record Step(int low, int high, int to) {}

    /** The keys of a template; {@code emptyTexts} says whether parts of which nothing is known can be empty. */
    KeyAutomaton(Key key, boolean emptyTexts) {
        this.emptyTexts = emptyTexts;
        add();
        for (Segment segment : key.segments()) {
            if (segment instanceof Literal literal) {
                text(literal.text(), Form.Plain.BARE, end());
            } else {
                part((Part) segment);
            }
        }
    }

    State state(int index) {
        return states.get(index);
    }

    /** The state that ends a key. */
    int end() {
        return states.size() - 1;
    }

    private int add() {
        states.add(new State(new ArrayList<>(), new ArrayList<>()));
        return end();
    }

    private void jump(int from, int to) {
        states.get(from).jumps.add(to);
    }

    private void part(Part part) {
        int start = end();
        Texts texts = part.texts();
        List<Integer> ends = new ArrayList<>();
        if (texts.shape() == Texts.Shape.ENUM) {
            texts.names().forEach(name -> ends.add(text(name, part.form(), branch(start))));
        } else {
            for (String pattern : texts.shape().pattern().split("\\|", -1)) {
                ends.add(pattern(pattern, part.form(), branch(start)));
            }
        }
        int end = add();
        ends.forEach(each -> jump(each, end));
    }

    /** A new state that is reached by reading nothing. */
    private int branch(int from) {
        int to = add();
        jump(from, to);
        return to;
    }

    private int text(String text, Form form, int start) {
        int at = start;
        for (int point : text.codePoints().toArray()) {
            int to = add();
            range(point, point, form, at, to);
            at = to;
        }
        return at;
    }

    private int pattern(String pattern, Form form, int start) {
        int at = start;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            char behind = i + 1 < pattern.length() ? pattern.charAt(i + 1) : ' ';
            if (behind == '*') {
                if (c == '#' && !emptyTexts) {
                    at = one(c, form, at);
                }
                int loop = branch(at);
                jump(one(c, form, loop), loop);
                at = branch(loop);
                i++;
            } else if (behind == '?') {
                int end = one(c, form, at);
                jump(at, end);
                at = end;
                i++;
            } else {
                at = one(c, form, at);
            }
        }
        return at;
    }

    /** One code point of a class of the pattern. */
    private int one(char c, Form form, int from) {
        int to = add();
        switch (c) {
            case '9' -> range('0', '9', form, from, to);
            case 'A' -> range('A', 'Z', form, from, to);
            case 'h' -> {
                range('0', '9', form, from, to);
                range('a', 'f', form, from, to);
            }
            case '1' -> range('1', '9', form, from, to);
            case '_', '#' -> {
                range(
                        'a', 'z', form, from,
                        to); // twice: the key that is found first is shown, and letters are easy to read
                range(0, Character.MIN_SURROGATE - 1, form, from, to);
                range(Character.MAX_SURROGATE + 1, c == '_' ? 0xFFFF : Character.MAX_CODE_POINT, form, from, to);
            }
            default -> range(c, c, form, from, to);
        }
        return to;
    }

    /** A range without the code points that are escaped in it, and the escapes of these. */
    private void range(int low, int high, Form form, int from, int to) {
        int start = low;
        if (form instanceof Form.Escaped escaped) {
            for (int point : new int[] {Math.min('%', escaped.delimiter()), Math.max('%', escaped.delimiter())}) {
                if (point >= start && point <= high) {
                    read(start, point - 1, from, to);
                    escape(point, from, to);
                    start = point + 1;
                }
            }
        }
        read(start, high, from, to);
    }

    private void read(int low, int high, int from, int to) {
        if (low <= high) {
            states.get(from).steps.add(new Step(low, high, to));
        }
    }

    private void escape(int point, int from, int to) {
        var text = new StringBuilder();
        for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            text.append(String.format("%%%02X", each & 0xFF));
        }
        jump(text(text.toString(), Form.Plain.BARE, from), to);
    }
}
