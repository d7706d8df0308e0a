package io.github.once4j.lockbench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The turns that a contestant had, one in each cycle. */
record Turns(Entrant entrant, List<Sample> samples) {
    double median(ToDoubleFunction<Sample> value) {
        return Spread.of(samples.stream().map(value::applyAsDouble).toList()).median();
    }
}
