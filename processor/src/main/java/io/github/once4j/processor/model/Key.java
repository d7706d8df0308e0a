package io.github.once4j.processor.model;

import java.util.List;

/**
 * A checked key template, ready to be rendered.
 *
 * @param template as it is written
 * @param segments its literals and parts, in order
 */
public record Key(String template, List<Segment> segments) {
    public Key {
        segments = List.copyOf(segments);
    }

    /** The roots that the template names, each once, in the template's order; {@code this} among them. */
    public List<String> roots() {
        return segments.stream()
                .filter(Part.class::isInstance)
                .map(segment -> ((Part) segment).root())
                .distinct()
                .toList();
    }

    /** A piece of a key. */
    public sealed interface Segment {}

    /** Text that is the same for each call; its braces are no longer doubled. */
    public record Literal(String text) implements Segment {}

    /**
     * A placeholder.
     *
     * @param path as it is written: {@code order.customer.id}
     * @param root its first name: a parameter, or {@code this}
     * @param steps the properties after the root; empty if the root itself is the part
     * @param texts what its text can be
     * @param form how its text is made
     */
    public record Part(String path, String root, List<Step> steps, Texts texts, Texts.Form form) implements Segment {
        public Part {
            steps = List.copyOf(steps);
        }
    }

    /**
     * One property of a path.
     *
     * @param owner the path up to here, whose value must not be null: {@code order.customer}
     * @param accessor what is written after the dot: {@code id()}, {@code getId()}, {@code id}
     */
    public record Step(String owner, String accessor) {}
}
