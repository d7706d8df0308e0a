package io.github.once4j.processor.check.timing;

import io.github.once4j.processor.check.timing.Durations.Placeholder;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Timing;
import io.github.once4j.processor.model.Timing.Setting;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The durations of one {@code @Once}, each alone and against each other. Codes 4xx. */
public final class TimingCheck {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** The durations; one that is wrong counts as not written. */
    public Timing check(OnceUse use, Problems problems) {
        Setting lease = setting(use, "lease", problems);
        Setting atLeast = setting(use, "holdAtLeast", problems);
        Setting atMost = setting(use, "holdAtMost", problems);
        if (lease != null && lease.value().compareTo(SHORTEST_LEASE) < 0) {
            problems.error(
                    Code.LEASE_TOO_SHORT,
                    Spot.of(use, "lease"),
                    "A lease of `" + written(use, "lease") + "` is too short to be renewed in time.",
                    "write at least \"1s\"; a body that may hang is ended with holdAtMost.");
        }
        if (atLeast != null && atMost != null && atLeast.value().compareTo(atMost.value()) > 0) {
            problems.error(
                    Code.LEAST_ABOVE_MOST,
                    Spot.of(use, "holdAtLeast"),
                    "holdAtLeast = `" + written(use, "holdAtLeast") + "` is longer than holdAtMost = `"
                            + written(use, "holdAtMost") + "`.",
                    "make holdAtMost the longer one, or leave one of them out.");
        }
        Setting wait = setting(use, "waitAtMost", problems);
        Setting keep = setting(use, "keepAfterSuccess", problems);
        checkWait(use, wait, keep, problems);
        return new Timing(lease, atLeast, atMost, wait, keep);
    }

    private static void checkWait(OnceUse use, @Nullable Setting wait, @Nullable Setting keep, Problems problems) {
        if (wait == null) {
            return;
        }
        if (wait.value().compareTo(LONGEST_WAIT) > 0) {
            problems.error(
                    Code.WAIT_TOO_LONG,
                    Spot.of(use, "waitAtMost"),
                    "A call cannot wait for `" + written(use, "waitAtMost") + "`: the longest wait is an hour.",
                    "write at most \"1h\", and call again later if the key is still held.");
        }
        if (keep != null && keep.value().compareTo(wait.value()) <= 0) {
            problems.error(
                    Code.WAIT_ABOVE_KEEP,
                    Spot.of(use, "waitAtMost"),
                    "waitAtMost = `" + written(use, "waitAtMost") + "` is not shorter than keepAfterSuccess = `"
                            + written(use, "keepAfterSuccess")
                            + "`: a call could wait until the key expires, and repeat"
                            + " the work.",
                    "make keepAfterSuccess the longer one, or leave one of them out.");
        }
        use.method().getAnnotationMirrors().stream()
                .map(AnnotationNames::of)
                .filter(AnnotationNames.SCHEDULED::contains)
                .findFirst()
                .ifPresent(scheduled -> problems.add(Problem.error(
                                Code.WAITING_JOB,
                                Spot.of(use, "waitAtMost"),
                                "A scheduled job that waits for its key runs once in each process, one after the other.",
                                "leave waitAtMost out: the job is then skipped in all processes but one.")
                        .as(Problem.Severity.WARNING)));
    }

    private static @Nullable Setting setting(OnceUse use, String attribute, Problems problems) {
        String text = use.text(attribute).orElse(null);
        if (text == null) {
            return null;
        }
        Placeholder placeholder = Durations.placeholder(text).orElse(null);
        if (placeholder == null) {
            Duration value = duration(use, attribute, text, problems);
            return value == null ? null : new Setting("", value);
        }
        String property = placeholder.property();
        if (property.isBlank() || !property.equals(property.strip())) {
            problems.error(
                    Code.NOT_A_DURATION,
                    Spot.of(use, attribute),
                    "The placeholder `" + text + "` does not name a property.",
                    "write " + attribute + " = \"${app." + (property.isBlank() ? attribute : property.strip()) + ":"
                            + orDefault(placeholder) + "}\".");
            return null;
        }
        if (placeholder.byDefault().isBlank()) {
            problems.error(
                    Code.NOT_A_DURATION,
                    Spot.of(use, attribute),
                    "The placeholder `" + text + "` has no default, which is checked when the class is compiled.",
                    "write " + attribute + " = \"${" + property + ":30s}\", with the default of your own.");
            return null;
        }
        Duration value = duration(use, attribute, placeholder.byDefault(), problems);
        return value == null ? null : new Setting(property, value);
    }

    private static String orDefault(Placeholder placeholder) {
        return Durations.parse(placeholder.byDefault()).isPresent() ? placeholder.byDefault() : "30s";
    }

    private static @Nullable Duration duration(OnceUse use, String attribute, String text, Problems problems) {
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
                    "write \"30s\", \"5m\", \"1h\", \"1d\", ISO-8601 like \"PT1M30S\" and \"PT0.5S\", or a placeholder with a default: \"${app.lease:30s}\".");
            problems.add(Durations.meantPlaceholder(text)
                    .or(() -> Durations.meant(text))
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
