package io.github.once4j.processor.problem;

import io.github.once4j.processor.model.Signature;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * A problem in the user's source.
 *
 * @param code its stable code
 * @param severity whether it fails the build
 * @param spot the position
 * @param fact a sentence: what is wrong, with source code in backticks
 * @param excerpt the piece of a text that is wrong, if the problem is in a text
 * @param hints what exists, and what was probably meant; a sentence or two each
 * @param fix what to write instead, so that it can be pasted
 * @param mayResolve whether another processor may resolve it in a later round (a missing type or member)
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
    private static final int FACT = 800;
    private static final int HINT = 1200;

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

    /** The problem as one that another processor may resolve: it is reported in the last round. */
    public Problem thatMayResolve() {
        return new Problem(code, severity, spot, fact, excerpt, hints, fix, true);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Whether it equals a problem that is reported at the type which declares the method. */
    public boolean repeats(Problem other) {
        return code == other.code && fact.equals(other.fact) && Objects.equals(excerpt, other.excerpt);
    }

    /** As it is printed: the fact, the excerpt with carets under the wrong piece, the hints, the fix. */
    public String text() {
        var text = new StringBuilder("[").append(code.id()).append("] ").append(bounded(fact, FACT));
        if (excerpt != null && !excerpt.text().isEmpty()) {
            Excerpt shown = excerpt.window();
            text.append("\n  ").append(shown.line()).append("\n  ").append(shown.carets());
        }
        ExecutableElement inherited = spot.inherited();
        if (inherited != null) {
            text.append("\n  It is inherited: `")
                    .append(DisplayName.of(inherited))
                    .append("` of ")
                    .append(Signature.owner(inherited).getQualifiedName())
                    .append('.');
        }
        hints.forEach(hint -> text.append("\n  ").append(bounded(hint, HINT)));
        return text.append("\n  Fix: ").append(bounded(fix, FACT)).toString();
    }

    /** Shortens a long text in the middle: names and templates may be as long as class files allow. */
    private static String bounded(String text, int length) {
        return text.length() <= length
                ? text
                : text.substring(0, length / 2) + " … " + text.substring(text.length() - length / 2);
    }

    /** The severity of a problem. */
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
     * @param end the char after the piece
     */
    public record Excerpt(String text, int start, int end) {
        private static final int WIDTH = 240;

        /** The part of a long text around the piece that fits on a line. */
        Excerpt window() {
            if (text.length() <= WIDTH) {
                return this;
            }
            int first = Math.max(0, Math.min(start - WIDTH / 3, text.length() - WIDTH));
            int last = Math.min(text.length(), first + WIDTH);
            String before = first == 0 ? "" : "…";
            String shown = before + text.substring(first, last) + (last == text.length() ? "" : "…");
            int shift = before.length() - first;
            return new Excerpt(shown, start + shift, Math.min(end, last) + shift);
        }

        /** The text on one line: with blanks for control characters, and a replacement character for unpaired surrogates. */
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

        /** A caret under each code point of the piece; at least one. */
        String carets() {
            int from = Math.min(start, text.length());
            int to = Math.min(Math.max(end, from), text.length());
            return " ".repeat(text.codePointCount(0, from)) + "^".repeat(Math.max(1, text.codePointCount(from, to)));
        }
    }
}
