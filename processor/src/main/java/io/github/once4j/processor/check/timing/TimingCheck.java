package io.github.once4j.processor.check.timing;

import io.github.once4j.processor.check.timing.Durations.Placeholder;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Timing;
import io.github.once4j.processor.model.Timing.Setting;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the durations of an {@code @Once}, individually and against each other. Codes 4xx. */
public final class TimingCheck {
    private static final String DURATIONS =
            "write a duration like \"500ms\", \"30s\", \"5m\", \"1h\" or \"1d\", one of ISO-8601 like \"PT1M30S\", or a"
                    + " placeholder with a default like \"${app.lease:30s}\".";
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    private final Language language;

    public TimingCheck(Language language) {
        this.language = language;
    }

    /** The durations; a wrong one counts as not set. */
    public Timing check(OnceUse use, Problems problems) {
        Setting lease = setting(use, "lease", problems);
        Setting atLeast = setting(use, "holdAtLeast", problems);
        Setting atMost = setting(use, "holdAtMost", problems);
        if (lease != null && lease.value().compareTo(SHORTEST_LEASE) < 0) {
            problems.error(
                    Code.LEASE_TOO_SHORT,
                    Spot.of(use, "lease"),
                    "The lease `" + written(use, "lease") + "` is too short to be renewed in time.",
                    "write lease = \""
                            + (lease.property().isEmpty() ? "1s" : "${" + lease.property() + ":1s}")
                            + "\" or more; to limit the time of a body, set holdAtMost.");
        }
        if (atLeast != null && atMost != null && atLeast.value().compareTo(atMost.value()) > 0) {
            problems.error(
                    Code.LEAST_ABOVE_MOST,
                    Spot.of(use, "holdAtLeast"),
                    "holdAtLeast = `" + written(use, "holdAtLeast") + "` is longer than holdAtMost = `"
                            + written(use, "holdAtMost") + "`.",
                    "write holdAtMost = \"" + written(use, "holdAtLeast") + "\" or more, or remove one of them.");
        }
        Setting wait = setting(use, "waitAtMost", problems);
        Setting keep = setting(use, "keepAfterSuccess", problems);
        checkWait(use, wait, keep, problems);
        return new Timing(lease, atLeast, atMost, wait, keep);
    }

    private void checkWait(OnceUse use, @Nullable Setting wait, @Nullable Setting keep, Problems problems) {
        if (wait == null) {
            return;
        }
        if (wait.value().compareTo(LONGEST_WAIT) > 0) {
            problems.error(
                    Code.WAIT_TOO_LONG,
                    Spot.of(use, "waitAtMost"),
                    "waitAtMost = `" + written(use, "waitAtMost") + "` is too long: a call waits for one hour at most.",
                    "write waitAtMost = \"1h\" or less, and call again later if the key is still held.");
        }
        if (keep != null && keep.value().compareTo(wait.value()) <= 0) {
            problems.error(
                    Code.WAIT_ABOVE_KEEP,
                    Spot.of(use, "waitAtMost"),
                    "waitAtMost = `" + written(use, "waitAtMost") + "` is not shorter than keepAfterSuccess = `"
                            + written(use, "keepAfterSuccess")
                            + "`: a waiting call could outlast the kept key and repeat the work.",
                    "set keepAfterSuccess to more than \"" + written(use, "waitAtMost") + "\", or remove one of them.");
        }
        use.method().getAnnotationMirrors().stream()
                .filter(mirror -> language.annotations()
                        .find(mirror, AnnotationNames.SCHEDULED)
                        .isPresent())
                .findFirst()
                .ifPresent(scheduled -> problems.add(Problem.error(
                                Code.WAITING_JOB,
                                Spot.of(use, "waitAtMost"),
                                "The scheduled method `" + DisplayName.of(use.method())
                                        + "` waits for its key: every process would run it, one after the other.",
                                "remove waitAtMost: the method then runs in one process, and is skipped in the others.")
                        .as(Problem.Severity.WARNING)));
    }

    private static @Nullable Setting setting(OnceUse use, String attribute, Problems problems) {
        String text = use.text(attribute).orElse(null);
        if (text == null) {
            return null;
        }
        Placeholder placeholder = Durations.placeholder(text).orElse(null);
        if (placeholder == null) {
            Duration value = duration(use, attribute, text, "%s", problems);
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
                    "The placeholder `" + text + "` has no default, which the compiler needs to check.",
                    "write " + attribute + " = \"${" + property + ":30s}\", with a default of your choice.");
            return null;
        }
        Duration value = duration(use, attribute, placeholder.byDefault(), "${" + property + ":%s}", problems);
        return value == null ? null : new Setting(property, value);
    }

    private static String orDefault(Placeholder placeholder) {
        return Durations.parse(placeholder.byDefault()).isPresent() ? placeholder.byDefault() : "30s";
    }

    /** The value of a text; {@code around} is what is written around it. */
    private static @Nullable Duration duration(
            OnceUse use, String attribute, String text, String around, Problems problems) {
        if (text.isBlank()) {
            problems.error(
                    Code.NOT_A_DURATION,
                    Spot.of(use, attribute),
                    "`" + attribute + "` is empty.",
                    attribute.equals("lease")
                            ? "remove lease, which means the lease of the guard, or write lease = \"30s\"."
                            : "remove " + attribute + ", or write " + attribute + " = \"30s\".");
            return null;
        }
        Duration found = Durations.parse(text).orElse(null);
        if (found == null) {
            problems.error(
                    Code.NOT_A_DURATION,
                    Spot.of(use, attribute),
                    "`" + text + "` is not a duration.",
                    Durations.meantPlaceholder(text)
                            .or(() -> Durations.meant(text).map(meant -> around.replace("%s", meant)))
                            .or(() -> around.equals("%s") ? Optional.empty() : Optional.of(around.replace("%s", "30s")))
                            .map(meant -> "write " + attribute + " = \"" + meant + "\".")
                            .orElse(DURATIONS));
            return null;
        }
        if (found.isNegative() || found.isZero() || found.compareTo(LONGEST) > 0) {
            problems.error(
                    Code.NOT_POSITIVE,
                    Spot.of(use, attribute),
                    "`" + text + "` is not a valid duration here.",
                    "write more than zero and at most \"365d\", or remove " + attribute + ".");
            return null;
        }
        return found;
    }

    private static String written(OnceUse use, String attribute) {
        return use.text(attribute).orElse("");
    }
}
