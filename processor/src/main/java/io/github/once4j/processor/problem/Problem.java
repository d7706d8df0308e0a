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

    public Problem as(Severity other) {
        return new Problem(code, other, spot, fact, excerpt, hints, fix, mayResolve);
    }

    public Problem in(String text, int start, int end) {
        return new Problem(code, severity, spot, fact, new Excerpt(text, start, end), hints, fix, mayResolve);
    }

    public Problem hint(String hint) {
        List<String> more = new java.util.ArrayList<>(hints);
        more.add(hint);
        return new Problem(code, severity, spot, fact, excerpt, more, fix, mayResolve);
    }

    /** One that another processor may mend: it is shown when no round follows any more. */
    public Problem thatMayResolve() {
        return new Problem(code, severity, spot, fact, excerpt, hints, fix, true);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** As it is printed: the fact, the text with a caret under the spot, what exists, the fix. */
    public String text() {
        var text = new StringBuilder("[").append(code.id()).append("] ").append(fact);
        if (excerpt != null && !excerpt.text().isEmpty()) {
            text.append("\n  ").append(excerpt.line()).append("\n  ").append(excerpt.carets());
        }
        hints.forEach(hint -> text.append("\n  ").append(hint));
        return text.append("\n  Fix: ").append(fix).toString();
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
    public record Excerpt(String text, int start, int end) {
        /** The text on one line: what would break the line or the columns is a blank, and what has no encoding a mark. */
        String line() {
            var line = new StringBuilder();
            text.codePoints().map(Excerpt::shown).forEach(line::appendCodePoint);
            return line.toString();
        }

        private static int shown(int point) {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return 0xFFFD;
            }
            return Character.isISOControl(point) ? ' ' : point;
        }

        /** One caret for each code point of the piece, under it; at least one. */
        String carets() {
            int from = Math.min(start, text.length());
            int to = Math.min(Math.max(end, from), text.length());
            return " ".repeat(text.codePointCount(0, from)) + "^".repeat(Math.max(1, text.codePointCount(from, to)));
        }
    }
}
