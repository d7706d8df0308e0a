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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is set for a whole compilation, by {@code -A…}. Code 901.
 *
 * @param copied further annotations to be copied to overrides, by qualified name
 * @param unguarded how a class is told that others can build unguarded; empty if it is not
 * @param problems what is wrong with the options
 */
public record Options(Set<String> copied, Optional<Severity> unguarded, List<Problem> problems) {
    private static final String COPY = "once4j.copyAnnotations";
    private static final String UNGUARDED = "once4j.unguarded";

    public Options {
        copied = Set.copyOf(copied);
        problems = List.copyOf(problems);
    }

    /** Their names. */
    public static Set<String> names() {
        return Set.of(COPY, UNGUARDED);
    }

    public static Options of(Map<String, String> written) {
        Set<String> copied = Stream.of(written.getOrDefault(COPY, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty()) // an annotation that is not on the class path has no name, either
                .collect(Collectors.toSet());
        String unguarded = written.getOrDefault(UNGUARDED, "warn");
        return switch (unguarded) {
            case "warn" -> new Options(copied, Optional.of(Severity.WARNING), List.of());
            case "error" -> new Options(copied, Optional.of(Severity.ERROR), List.of());
            case "ignore" -> new Options(copied, Optional.empty(), List.of());
            default -> new Options(copied, Optional.empty(), List.of(unknown(unguarded)));
        };
    }

    private static Problem unknown(String unguarded) {
        var meant = Suggestion.nearest(unguarded, List.of("ignore", "warn", "error"));
        return Problem.error(
                Code.BAD_OPTION,
                Spot.NOWHERE,
                "The option `-A" + UNGUARDED + "=" + unguarded + "` is none of ignore, warn and error.",
                "write -A" + UNGUARDED + "=" + meant.orElse("warn") + ".");
    }
}
