package io.github.once4j.processor.template;

import io.github.once4j.processor.template.Template.Kind;
import io.github.once4j.processor.template.Template.Mistake;
import io.github.once4j.processor.template.Template.Name;
import io.github.once4j.processor.template.Template.Node;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.SourceVersion;

/** Parses a template, and continues after a mistake, so that all mistakes are found. */
public final class TemplateParser {
    private final String text;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private int pendingStart;
    private int at;

    private TemplateParser(String text) {
        this.text = text;
    }

    public static Template parse(String text) {
        return new TemplateParser(text).parse();
    }

    private Template parse() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if ((c == '{' || c == '}') && at + 1 < text.length() && text.charAt(at + 1) == c) {
                pending.append(c);
                at += 2;
            } else if (c == '{') {
                placeholder();
            } else if (c == '}') {
                mistakes.add(new Mistake(Kind.UNOPENED, "}", at, at + 1));
                at++;
            } else {
                character();
            }
        }
        endText(at);
        return new Template(text, nodes, mistakes);
    }

    /** One code point of text. An unpaired surrogate would be encoded as {@code ?}, which can also be in the text of a part. */
    private void character() {
        int point = text.codePointAt(at);
        int end = at + Character.charCount(point);
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            mistakes.add(new Mistake(Kind.HALF_PAIR, String.format("\\u%04X", point), at, end));
        }
        pending.appendCodePoint(point);
        at = end;
    }

    private void placeholder() {
        int open = at;
        boolean foreign = open > 0 && (text.charAt(open - 1) == '#' || text.charAt(open - 1) == '$');
        endText(open);
        int close = open + 1;
        while (close < text.length() && text.charAt(close) != '}' && text.charAt(close) != '{') {
            close++;
        }
        if (close == text.length() || text.charAt(close) == '{') {
            mistakes.add(new Mistake(Kind.UNCLOSED, text.substring(open, close), open, open + 1));
            at = close;
        } else {
            int before = mistakes.size();
            List<Name> names = names(open + 1, close);
            if (foreign) {
                mistakes.subList(before, mistakes.size()).clear(); // valid in the other syntax
                mistakes.add(new Mistake(Kind.FOREIGN, text.substring(open - 1, close + 1), open - 1, open));
            }
            if (!names.isEmpty()) {
                nodes.add(new Placeholder(names, open, close + 1));
            }
            at = close + 1;
        }
        pendingStart = at;
    }

    /** The names between two positions; none if one of them is a mistake. */
    private List<Name> names(int from, int to) {
        List<Name> names = new ArrayList<>();
        boolean sound = true;
        int start = from;
        for (int end = from; end <= to; end++) {
            if (end == to || text.charAt(end) == '.') {
                String name = text.substring(start, end);
                if (name.isBlank()) {
                    mistakes.add(
                            new Mistake(Kind.EMPTY_NAME, "", Math.max(0, start - 1), Math.min(text.length(), end + 1)));
                    sound = false;
                } else if (!SourceVersion.isIdentifier(name)) {
                    mistakes.add(new Mistake(Kind.NOT_A_NAME, name, start, end));
                    sound = false;
                }
                names.add(new Name(name, start, end));
                start = end + 1;
            }
        }
        return sound ? names : List.of();
    }

    private void endText(int end) {
        if (!pending.isEmpty()) {
            nodes.add(new Text(pending.toString(), pendingStart, end));
            pending.setLength(0);
        }
        pendingStart = end;
    }
}
