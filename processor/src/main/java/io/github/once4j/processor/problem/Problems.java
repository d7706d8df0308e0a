package io.github.once4j.processor.problem;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where all checks report what is wrong with one type. A part of it belongs to one check: what is reported there is reported
 * to the whole, and only the part tells whether that check found an error.
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

    /** All problems of the whole, each once, in the order in which they were found. */
    public List<Problem> all() {
        return whole == null ? List.copyOf(found) : whole.all();
    }
}
