package io.github.once4j.processor.check.timing;

import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Timing;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The durations of one {@code @Once}, each alone and against each other. Codes 4xx. */
public final class TimingCheck {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** The durations; one that is wrong counts as not written. */
    public Timing check(OnceUse use, Problems problems) {
        Duration lease = duration(use, "lease", problems);
        Duration atLeast = duration(use, "holdAtLeast", problems);
        Duration atMost = duration(use, "holdAtMost", problems);
        if (lease != null && lease.compareTo(SHORTEST_LEASE) < 0) {
            problems.error(
                    Code.LEASE_TOO_SHORT,
                    Spot.of(use, "lease"),
                    "A lease of `" + written(use, "lease") + "` is too short to be renewed in time.",
                    "write at least \"1s\"; a body that may hang is ended with holdAtMost.");
        }
        if (atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0) {
            problems.error(
                    Code.LEAST_ABOVE_MOST,
                    Spot.of(use, "holdAtLeast"),
                    "holdAtLeast = `" + written(use, "holdAtLeast") + "` is longer than holdAtMost = `"
                            + written(use, "holdAtMost") + "`.",
                    "make holdAtMost the longer one, or leave one of them out.");
        }
        return new Timing(lease, atLeast, atMost);
    }

    private static @Nullable Duration duration(OnceUse use, String attribute, Problems problems) {
        String text = use.text(attribute).orElse(null);
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            problems.error(
                    Code.NOT_A_DURATION,
                    Spot.of(use, attribute),
                    "`" + attribute + "` is empty.",
                    attribute.equals("lease")
                            ? "leave lease out, which means the guard's own, or write one: lease = \"30s\"."
                            : "leave " + attribute + " out, or write one: " + attribute + " = \"30s\".");
            return null;
        }
        Duration found = Durations.parse(text).orElse(null);
        if (found == null) {
            Problem problem = Problem.error(
                    Code.NOT_A_DURATION,
                    Spot.of(use, attribute),
                    "`" + text + "` is not a duration.",
                    "write \"30s\", \"5m\", \"1h\", \"1d\", or ISO-8601 like \"PT1M30S\" and \"PT0.5S\".");
            problems.add(Durations.meant(text)
                    .map(meant -> problem.hint("Did you mean \"" + meant + "\"?"))
                    .orElse(problem));
            return null;
        }
        if (found.isNegative() || found.isZero() || found.compareTo(LONGEST) > 0) {
            problems.error(
                    Code.NOT_POSITIVE,
                    Spot.of(use, attribute),
                    "`" + text + "` is no time to hold a key.",
                    "write more than zero and at most \"365d\", or leave " + attribute + " out.");
            return null;
        }
        return found;
    }

    private static String written(OnceUse use, String attribute) {
        return use.text(attribute).orElse("");
    }
}
