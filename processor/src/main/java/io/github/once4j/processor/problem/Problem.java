package io.github.once4j.processor.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in the user's source.
 *
 * @param code its stable number
 * @param severity whether it fails the build
 * @param spot where it is shown
 * @param fact one sentence: what is wrong, with the found thing quoted in backticks
 * @param excerpt the text with a caret under the spot, if the problem is one of a text
 * @param hints what exists, and what may have been meant; a sentence or two each
 * @param fix what to write instead; a sentence that can be pasted
 * @param mayResolve whether another processor may mend it in a later round (a type or a member that does not exist yet)
 */
public record Problem(
        Code code,
        Severity severity,
        Spot spot,
        String fact,
        @Nullable Excerpt excerpt,
        List<String> hints,
        String fix,
        boolean mayResolve) {
    public Problem {
        hints = List.copyOf(hints);
    }

    /** An error without an excerpt. */
    public static Problem error(Code code, Spot spot, String fact, String fix) {
        return new Problem(code, Severity.ERROR, spot, fact, null, List.of(), fix, false);
    }

    /** How much a problem weighs. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    /**
     * A piece of a text.
     *
     * @param text the whole text
     * @param start the first char of the piece
     * @param end the char behind the piece
     */
    public record Excerpt(String text, int start, int end) {}
}
