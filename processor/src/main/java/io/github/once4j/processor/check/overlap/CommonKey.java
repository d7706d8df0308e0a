package io.github.once4j.processor.check.overlap;

import static io.github.once4j.processor.check.overlap.KeyAutomaton.NOTHING_READ;

import io.github.once4j.processor.check.overlap.KeyAutomaton.Step;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Literal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key that two templates both render: their automata are walked at once, breadth first, so that it is a short one. */
final class CommonKey {
    private CommonKey() {}

    /** A pair of states, the pair before it, and what both read between them. */
    private record Pair(int one, int two, int before, int read) {}

    /** A key that both templates render, if there is one; one without empty parts if there is one of these. */
    static Optional<String> of(Key one, Key two) {
        if (!begin(one).startsWith(begin(two)) && !begin(two).startsWith(begin(one))) {
            return Optional.empty();
        }
        return common(new KeyAutomaton(one, false), new KeyAutomaton(two, false))
                .or(() -> common(new KeyAutomaton(one, true), new KeyAutomaton(two, true)));
    }

    private static String begin(Key key) {
        return !key.segments().isEmpty() && key.segments().get(0) instanceof Literal literal ? literal.text() : "";
    }

    private static Optional<String> common(KeyAutomaton first, KeyAutomaton second) {
        List<Pair> reached = new ArrayList<>();
        Map<Long, Integer> known = new HashMap<>();
        var open = new ArrayDeque<Integer>();
        add(new Pair(0, 0, -1, NOTHING_READ), reached, known, open);
        while (!open.isEmpty()) {
            int index = open.remove();
            Pair pair = reached.get(index);
            if (pair.one == first.end() && pair.two == second.end()) {
                return Optional.of(text(reached, pair));
            }
            for (Step one : first.from(pair.one)) {
                if (one.low() == NOTHING_READ) {
                    add(new Pair(one.to(), pair.two, index, NOTHING_READ), reached, known, open);
                }
            }
            for (Step two : second.from(pair.two)) {
                if (two.low() == NOTHING_READ) {
                    add(new Pair(pair.one, two.to(), index, NOTHING_READ), reached, known, open);
                    continue;
                }
                for (Step one : first.from(pair.one)) {
                    int low = Math.max(one.low(), two.low());
                    int high = Math.min(one.high(), two.high());
                    if (one.low() != NOTHING_READ && low <= high) {
                        add(new Pair(one.to(), two.to(), index, shown(low, high)), reached, known, open);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static void add(Pair pair, List<Pair> reached, Map<Long, Integer> known, ArrayDeque<Integer> open) {
        if (known.putIfAbsent((long) pair.one << 32 | pair.two, reached.size()) == null) {
            open.add(reached.size());
            reached.add(pair);
        }
    }

    private static String text(List<Pair> reached, Pair end) {
        var text = new StringBuilder();
        for (Pair pair = end; pair.before >= 0; pair = reached.get(pair.before)) {
            if (pair.read != NOTHING_READ) {
                text.insert(0, Character.toString(pair.read));
            }
        }
        return text.toString();
    }

    /** The code point of a range that a person likes to read. */
    private static int shown(int low, int high) {
        return "x1aA-"
                .codePoints()
                .filter(point -> low <= point && point <= high)
                .findFirst()
                .orElse(low);
    }
}
