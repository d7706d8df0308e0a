package io.github.once4j.processor.template;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A key template, parsed.
 *
 * @param text as it is written
 * @param nodes its texts and placeholders, in order
 * @param mistakes what cannot be parsed; if there are any, the nodes are incomplete
 */
public record Template(String text, List<Node> nodes, List<Mistake> mistakes) {
    public Template {
        nodes = List.copyOf(nodes);
        mistakes = List.copyOf(mistakes);
    }

    /** The text between the placeholder at this index and the next one; empty if no text or no placeholder follows. */
    public Optional<Text> between(int index) {
        List<Node> rest = nodes.subList(index + 1, nodes.size());
        return rest.stream().anyMatch(Placeholder.class::isInstance) && rest.get(0) instanceof Text text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The first code point of the text between the placeholder at this index and the next one. */
    public OptionalInt delimiter(int index) {
        return between(index).stream()
                .mapToInt(text -> text.value().codePointAt(0))
                .findFirst();
    }

    /** The placeholder that follows the one at this index without a text between them. */
    public Optional<Placeholder> adjacent(int index) {
        return index + 1 < nodes.size() && nodes.get(index + 1) instanceof Placeholder other
                ? Optional.of(other)
                : Optional.empty();
    }

    /** Whether a placeholder is one of another library: {@code ${x}}. */
    public boolean isForeign(Placeholder placeholder) {
        return mistakes.stream().anyMatch(each -> each.kind() == Kind.FOREIGN && each.end() == placeholder.start());
    }

    /** A piece of a template; {@code start} and {@code end} count chars of the template as it is written. */
    public sealed interface Node {
        int start();

        int end();
    }

    /** Text, with its braces no longer doubled. */
    public record Text(String value, int start, int end) implements Node {}

    /** {@code {a.b.c}}: the names between the dots, at least one. */
    public record Placeholder(List<Name> names, int start, int end) implements Node {
        public Placeholder {
            names = List.copyOf(names);
        }

        /** As it is written: {@code a.b.c}. */
        public String path() {
            return String.join(".", names.stream().map(Name::value).toList());
        }
    }

    /** One name of a path. */
    public record Name(String value, int start, int end) {}

    /** A piece that cannot be parsed. */
    public record Mistake(Kind kind, String found, int start, int end) {}

    /** The kinds of mistakes in the text of a template. */
    public enum Kind {
        /** A <code>{</code> without its <code>}</code>. */
        UNCLOSED,
        /** A <code>}</code> without its <code>{</code>. */
        UNOPENED,
        /** <code>{}</code>, or nothing between two dots. */
        EMPTY_NAME,
        /** Something between the braces that is no Java name. */
        NOT_A_NAME,
        /** <code>#{</code> or <code>${</code>: a placeholder of another library. */
        FOREIGN,
        /** An unpaired surrogate in the text. */
        HALF_PAIR
    }
}
