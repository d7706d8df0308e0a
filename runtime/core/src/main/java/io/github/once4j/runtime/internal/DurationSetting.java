package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.internal.text.Text;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A duration of a guarded method: fixed, or a placeholder with a default.
 *
 * @param placeholder the name whose configured value replaces the duration; {@code null} for a fixed duration
 * @param value the fixed duration, or the default
 */
public record DurationSetting(@Nullable String placeholder, Duration value) {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** A duration that is not configured; {@code null} for none. */
    public static @Nullable DurationSetting fixed(@Nullable Duration value) {
        return value == null ? null : new DurationSetting(null, value);
    }

    /** The duration on a guard. */
    Duration on(GuardSettings guard, OnceMethod method, String attribute) {
        String configured = placeholder == null ? null : guard.placeholders().apply(placeholder);
        if (configured == null) {
            return value;
        }
        Duration read = read(configured.strip());
        if (read == null || read.isZero() || read.isNegative() || read.compareTo(Duration.ofDays(365)) > 0) {
            throw new OnceException(method + ": " + attribute + " = \"${" + placeholder + "}\" is configured as `"
                    + Text.printable(configured)
                    + "`, which is not a duration from 1 ms to 365 days. Write 500ms, 30s, 5m, 1h, 1d"
                    + " or ISO-8601, such as PT30S.");
        }
        return read;
    }

    private static @Nullable Duration read(String text) {
        var parts = SHORT.matcher(text);
        if (parts.matches()) {
            long count = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notIso) {
            return null;
        }
    }
}
