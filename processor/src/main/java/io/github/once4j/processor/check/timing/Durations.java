package io.github.once4j.processor.check.timing;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the durations of {@code @Once}: {@code 500ms 30s 5m 1h 1d}, ISO-8601, or a placeholder with one of these as its default. */
public final class Durations {
    /** In the syntax of Spring: the name of a property, and a default. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:{}$#]*)(?::([^{}]*))?}");

    /** A likely misspelling of one. */
    private static final Pattern LIKE_PLACEHOLDER = Pattern.compile("[#$%]*\\{+([\\w.\\-\\[\\]]+)(?::([^{}]*))?}+.*");

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|[smhd])");

    private Durations() {}

    public static Optional<Duration> parse(String text) {
        var match = SHORT.matcher(text);
        if (match.matches()) {
            long number = Long.parseLong(match.group(1));
            return Optional.of(
                    switch (match.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException notIso) {
            return Optional.empty();
        }
    }

    /**
     * A placeholder.
     *
     * @param property the name of the property; blank if there is none
     * @param byDefault the text after the colon; empty if there is none
     */
    record Placeholder(String property, String byDefault) {}

    static Optional<Placeholder> placeholder(String text) {
        var match = PLACEHOLDER.matcher(text);
        return match.matches()
                ? Optional.of(new Placeholder(match.group(1), match.group(2) == null ? "" : match.group(2)))
                : Optional.empty();
    }

    /** The placeholder that was probably meant: {@code {app.lease:5m}}, {@code #{app.lease}}, {@code ${a:${b:5m}}}. */
    static Optional<String> meantPlaceholder(String text) {
        var match = LIKE_PLACEHOLDER.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        String byDefault = match.group(2);
        return Optional.of("${" + match.group(1) + ":"
                + (byDefault != null && parse(byDefault).isPresent() ? byDefault : "30s") + "}");
    }

    /** The duration that was probably meant: {@code 30 sec}, {@code 30S}, {@code 500 millis}. */
    static Optional<String> meant(String text) {
        String lower = text.strip().toLowerCase(java.util.Locale.ROOT);
        var match = Pattern.compile("(\\d{1,9})\\s*([a-z]+)").matcher(lower);
        if (!match.matches()) {
            return Optional.empty();
        }
        String number = match.group(1);
        return switch (match.group(2)) {
            case "ms", "millis", "milliseconds", "millisecond" -> Optional.of(number + "ms");
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(number + "s");
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(number + "m");
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of(number + "h");
            case "d", "day", "days" -> Optional.of(number + "d");
            default -> Optional.empty();
        };
    }
}
