package io.github.once4j.processor.problem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sink for the problems of one type. Each check has a part of it: problems reported to a part are reported to the whole, and
 * {@link #hasErrors} of the part says whether that check found an error.
 */
public final class Problems {
    private final @Nullable Problems whole;
    private final Set<Problem> found = new LinkedHashSet<>();
    private boolean hasErrors;

    public Problems() {
        this(null);
    }

    private Problems(@Nullable Problems whole) {
        this.whole = whole;
    }

    public Problems part() {
        return new Problems(this);
    }

    public void error(Code code, Spot spot, String fact, String fix) {
        add(Problem.error(code, spot, fact, fix));
    }

    public void add(Problem problem) {
        hasErrors |= problem.isError();
        if (whole == null) {
            found.add(problem);
        } else {
            whole.add(problem);
        }
    }

    public boolean hasErrors() {
        return hasErrors;
    }

    /** All problems of the whole without duplicates, in the order in which they were reported. */
    public List<Problem> all() {
        return whole == null ? List.copyOf(found) : whole.all();
    }
}
