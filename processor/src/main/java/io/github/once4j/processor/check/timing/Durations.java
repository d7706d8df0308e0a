package io.github.once4j.processor.check.timing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the durations of {@code @Once}: {@code 500ms 30s 5m 1h 1d}, ISO-8601, or a placeholder with one of these as its default. */
public final class Durations {
    /** In the syntax of Spring: the name of a property, and a default. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:{}$#]*)(?::([^{}]*))?}");

    /** A likely misspelling of one. */
    private static final Pattern LIKE_PLACEHOLDER = Pattern.compile("[#$%]*\\{+([\\w.\\-\\[\\]]+)(?::([^{}]*))?}+.*");

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|[smhd])");

    /** A number and a unit. */
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([a-z]+)\\s*");

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

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

    /** The duration that was probably meant: {@code 30 sec}, {@code 30S}, {@code 500 millis}, {@code 1h30m}, {@code 0.5s}. */
    static Optional<String> meant(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher amount = AMOUNT.matcher(lower);
        long millis = 0;
        int end = 0;
        while (amount.find() && amount.start() == end) {
            BigDecimal number = new BigDecimal(amount.group(1));
            millis +=
                    number.multiply(BigDecimal.valueOf(millis(amount.group(2)))).longValue();
            end = amount.end();
        }
        return end < lower.length() || millis == 0 ? Optional.empty() : Optional.of(written(millis));
    }

    /** Of a unit, as it is written; 0 if it is none. */
    private static long millis(String unit) {
        return switch (unit) {
            case "ms", "millis", "milliseconds", "millisecond" -> 1;
            case "s", "sec", "secs", "second", "seconds" -> SECOND;
            case "m", "min", "mins", "minute", "minutes" -> MINUTE;
            case "h", "hr", "hrs", "hour", "hours" -> HOUR;
            case "d", "day", "days" -> DAY;
            case "w", "week", "weeks" -> 7 * DAY;
            default -> 0;
        };
    }

    private static String written(long millis) {
        if (millis % DAY == 0) {
            return millis / DAY + "d";
        }
        if (millis % HOUR == 0) {
            return millis / HOUR + "h";
        }
        if (millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        }
        return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
    }
}
