package io.github.once4j.processor.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a check.
 *
 * @param value what was checked, in the form that the next stage takes; {@code null} when there are errors
 * @param problems what is wrong, all of it; may hold warnings beside a value
 */
public record Checked<T>(@Nullable T value, List<Problem> problems) {
    public Checked {
        problems = List.copyOf(problems);
    }
}
