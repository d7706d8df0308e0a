package io.github.once4j.processor.check;

import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problem.Severity;
import io.github.once4j.processor.problem.Spot;
import io.github.once4j.processor.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options {@code -A…} of a compilation. Code 901.
 *
 * @param unguarded the severity for a class that other code can instantiate unguarded; empty if it is not reported
 * @param problems the mistakes in the options
 */
public record Options(Optional<Severity> unguarded, List<Problem> problems) {
    private static final String UNGUARDED = "once4j.unguarded";

    public Options {
        problems = List.copyOf(problems);
    }

    /** Their names. */
    public static Set<String> names() {
        return Set.of(UNGUARDED);
    }

    public static Options of(Map<String, String> written) {
        String unguarded = written.getOrDefault(UNGUARDED, "warn");
        return switch (unguarded) {
            case "warn" -> new Options(Optional.of(Severity.WARNING), List.of());
            case "error" -> new Options(Optional.of(Severity.ERROR), List.of());
            case "ignore" -> new Options(Optional.empty(), List.of());
            default -> new Options(Optional.empty(), List.of(unknown(unguarded)));
        };
    }

    private static Problem unknown(String unguarded) {
        var meant = Suggestion.nearest(unguarded, List.of("ignore", "warn", "error"));
        return Problem.error(
                Code.BAD_OPTION,
                Spot.NOWHERE,
                "The option `-A" + UNGUARDED + "=" + unguarded + "` is not one of ignore, warn and error.",
                "write -A" + UNGUARDED + "=" + meant.orElse("warn") + ".");
    }
}
