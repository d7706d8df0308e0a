package io.github.once4j.processor.check.overlap;

import io.github.once4j.processor.check.overlap.KeyAutomaton.State;
import io.github.once4j.processor.check.overlap.KeyAutomaton.Step;
import io.github.once4j.processor.model.Key;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The search for a key that two templates both render: both automata are walked at once, breadth first, for a short one. */
final class CommonKey {
    private final KeyAutomaton first;
    private final KeyAutomaton second;
    private final Set<Long> seen = new HashSet<>();
    private final Deque<Place> open = new ArrayDeque<>();

    /** A state of each automaton, and the code points that both read on the way to them, the last one first. */
    private record Place(int first, int second, @Nullable Read read) {}

    private record Read(int point, @Nullable Read before) {}

    private CommonKey(KeyAutomaton first, KeyAutomaton second) {
        this.first = first;
        this.second = second;
    }

    /** A key that both templates render, if there is one; one without empty parts if there is one of these. */
    static Optional<String> of(Key one, Key two) {
        Optional<String> any = of(one, two, true);
        return any.isEmpty() ? any : of(one, two, false).or(() -> any);
    }

    private static Optional<String> of(Key one, Key two, boolean emptyTexts) {
        return new CommonKey(new KeyAutomaton(one, emptyTexts), new KeyAutomaton(two, emptyTexts)).find();
    }

    private Optional<String> find() {
        reach(0, 0, null);
        while (!open.isEmpty()) {
            Place place = open.remove();
            if (place.first == first.end() && place.second == second.end()) {
                return Optional.of(text(place.read));
            }
            State one = first.state(place.first);
            State two = second.state(place.second);
            one.jumps().forEach(to -> reach(to, place.second, place.read));
            two.jumps().forEach(to -> reach(place.first, to, place.read));
            for (Step ofTwo : two.steps()) {
                for (Step ofOne : one.steps()) {
                    int low = Math.max(ofOne.low(), ofTwo.low());
                    int high = Math.min(ofOne.high(), ofTwo.high());
                    if (low <= high) {
                        reach(ofOne.to(), ofTwo.to(), new Read(shown(low, high), place.read));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void reach(int ofFirst, int ofSecond, @Nullable Read read) {
        if (seen.add((long) ofFirst << 32 | ofSecond)) {
            open.add(new Place(ofFirst, ofSecond, read));
        }
    }

    private static String text(@Nullable Read last) {
        var text = new StringBuilder();
        for (Read read = last; read != null; read = read.before) {
            text.insert(0, Character.toString(read.point));
        }
        return text.toString();
    }

    /** A code point of a range that is easy to read, if it has one. */
    private static int shown(int low, int high) {
        return "x1aA-"
                .codePoints()
                .filter(point -> low <= point && point <= high)
                .findFirst()
                .orElse(low);
    }
}
