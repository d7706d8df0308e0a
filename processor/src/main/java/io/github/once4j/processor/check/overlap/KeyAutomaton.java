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
    static final int NOTHING_READ = -1;

    /** The states' steps; the first state is 0, the last one ends a key. */
    private final List<List<Step>> states = new ArrayList<>();

    private final boolean emptyTexts;

    /** A step that reads one code point of a range, or nothing. */
    record Step(int low, int high, int to) {}

    /** The steps from a state. */
    List<Step> from(int state) {
        return states.get(state);
    }

    /** The state that ends a key. */
    int end() {
        return last();
    }

    KeyAutomaton(Key key, boolean emptyTexts) {
        this.emptyTexts = emptyTexts;
        states.add(new ArrayList<>());
        for (Segment segment : key.segments()) {
            if (segment instanceof Literal literal) {
                literal.text().codePoints().forEach(point -> read(point, point, last(), state()));
            } else {
                part((Part) segment);
            }
        }
    }

    private int state() {
        states.add(new ArrayList<>());
        return last();
    }

    private int last() {
        return states.size() - 1;
    }

    private void read(int low, int high, int from, int to) {
        states.get(from).add(new Step(low, high, to));
    }

    private void part(Part part) {
        int escaped = part.form() instanceof Form.Escaped form ? form.delimiter() : NOTHING_READ;
        int start = last();
        List<Integer> ends = new ArrayList<>();
        Texts texts = part.texts();
        if (texts.shape() == Texts.Shape.ENUM) {
            for (String name : texts.names()) {
                int at = branch(start);
                for (int point : name.codePoints().toArray()) {
                    at = once(point, point, escaped, at);
                }
                ends.add(at);
            }
        } else {
            for (String pattern : texts.shape().pattern().split("\\|", -1)) {
                ends.add(pattern(pattern, escaped, branch(start)));
            }
        }
        int end = state();
        ends.forEach(each -> read(NOTHING_READ, NOTHING_READ, each, end));
    }

    private int branch(int from) {
        int to = state();
        read(NOTHING_READ, NOTHING_READ, from, to);
        return to;
    }

    private int pattern(String pattern, int escaped, int start) {
        int at = start;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            char how = i + 1 < pattern.length() ? pattern.charAt(i + 1) : ' ';
            if (how == '*') {
                if (c == '#' && !emptyTexts) {
                    at = one(c, escaped, at);
                }
                int loop = branch(at);
                read(NOTHING_READ, NOTHING_READ, one(c, escaped, loop), loop);
                at = branch(loop);
                i++;
            } else if (how == '?') {
                int end = one(c, escaped, at);
                read(NOTHING_READ, NOTHING_READ, at, end);
                at = end;
                i++;
            } else {
                at = one(c, escaped, at);
            }
        }
        return at;
    }

    /** One code point of a class of the pattern. */
    private int one(char c, int escaped, int from) {
        int to = state();
        switch (c) {
            case '9' -> range('0', '9', escaped, from, to);
            case 'A' -> range('A', 'Z', escaped, from, to);
            case 'h' -> {
                range('0', '9', escaped, from, to);
                range('a', 'f', escaped, from, to);
            }
            case '1' -> range('1', '9', escaped, from, to);
            case '_', '#' -> {
                range('a', 'z', escaped, from, to); // twice: what is found first is what a person likes to read
                range(0, Character.MIN_SURROGATE - 1, escaped, from, to);
                range(Character.MAX_SURROGATE + 1, c == '_' ? 0xFFFF : Character.MAX_CODE_POINT, escaped, from, to);
            }
            default -> range(c, c, escaped, from, to);
        }
        return to;
    }

    private int once(int low, int high, int escaped, int from) {
        int to = state();
        range(low, high, escaped, from, to);
        return to;
    }

    /** A range without what is escaped in it, and the escapes of that. */
    private void range(int low, int high, int escaped, int from, int to) {
        if (escaped == NOTHING_READ) {
            read(low, high, from, to);
            return;
        }
        int start = low;
        for (int point : new int[] {Math.min('%', escaped), Math.max('%', escaped)}) {
            if (point >= start && point <= high) {
                if (start < point) {
                    read(start, point - 1, from, to);
                }
                escape(point, from, to);
                start = point + 1;
            }
        }
        if (start <= high) {
            read(start, high, from, to);
        }
    }

    private void escape(int point, int from, int to) {
        var text = new StringBuilder();
        for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            text.append(String.format("%%%02X", each & 0xFF));
        }
        int at = from;
        for (int i = 0; i < text.length(); i++) {
            int next = i + 1 == text.length() ? to : state();
            read(text.charAt(i), text.charAt(i), at, next);
            at = next;
        }
    }
}
