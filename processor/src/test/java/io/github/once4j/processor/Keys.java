package io.github.once4j.processor;

import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.model.Texts.Form;
import io.github.once4j.processor.model.Texts.Shape;
import io.github.once4j.processor.template.Template;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import io.github.once4j.processor.template.TemplateParser;
import io.github.once4j.runtime.generated.GuardedMethod;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Keys without a compiler: templates are read and parts decided by the processor's own code, texts are made by the runtime's,
 * and a decoder that shares nothing with either reads them back.
 */
public final class Keys {
    private static final GuardedMethod METHOD = GuardedMethod.of(Keys.class, "test", "test");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Keys() {}

    /** A template with its checked parts, as {@code KeyCheck} makes it; empty if it would be refused. */
    public static Optional<Key> of(String text, List<Texts> texts) {
        Template template = TemplateParser.parse(text);
        List<Segment> segments = new ArrayList<>();
        int part = 0;
        for (int i = 0; i < template.nodes().size(); i++) {
            if (template.nodes().get(i) instanceof Text literal) {
                segments.add(new Literal(literal.value()));
            } else {
                OptionalInt next = template.delimiter(i);
                if (template.adjacent(i).isPresent() || next.equals(OptionalInt.of('%'))) {
                    return Optional.empty();
                }
                String path = ((Placeholder) template.nodes().get(i)).path();
                Texts of = texts.get(part++);
                segments.add(new Part(path, path, List.of(), of, of.form(next)));
            }
        }
        return template.mistakes().isEmpty() ? Optional.of(new Key(text, segments)) : Optional.empty();
    }

    /** A template of these literals (the first stands before the first part) and placeholders {@code {a} {b} {c} {d}}. */
    public static String template(List<String> literals, int parts) {
        var text = new StringBuilder();
        for (int i = 0; i < literals.size(); i++) {
            text.append(literals.get(i).replace("{", "{{").replace("}", "}}"));
            if (i < parts) {
                text.append('{').append((char) ('a' + i)).append('}');
            }
        }
        return text.toString();
    }

    /** As the generated class renders it; {@link KeyInjectivityTest} holds this equal to what generated classes do. */
    public static String render(Key key, List<?> values) {
        var rendered = new StringBuilder();
        int part = 0;
        for (Segment segment : key.segments()) {
            if (segment instanceof Part of) {
                rendered.append(text(of, values.get(part++)));
            } else {
                rendered.append(((Literal) segment).text());
            }
        }
        return rendered.toString();
    }

    private static Object text(Part part, Object value) {
        if (part.form() instanceof Form.Escaped form) {
            return value instanceof Enum<?> constant
                    ? METHOD.escaped("x", constant, form.delimiter())
                    : METHOD.escaped("x", value, form.delimiter());
        }
        if (part.form() == Form.Plain.CONCATENATED) {
            return value;
        }
        return value instanceof Enum<?> constant ? METHOD.text("x", constant) : METHOD.text("x", value);
    }

    /** The text of a value, as it goes into a key when nothing is escaped. */
    public static String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** The texts of the parts of a rendered key, read from its first char to its last; empty if it is none of this template. */
    public static Optional<List<String>> decode(Key key, String rendered) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < key.segments().size(); i++) {
            if (key.segments().get(i) instanceof Literal literal) {
                if (!rendered.startsWith(literal.text(), at)) {
                    return Optional.empty();
                }
                at += literal.text().length();
                continue;
            }
            var part = (Part) key.segments().get(i);
            int next = next(key, i);
            int end = next < 0 ? endOfLast(key, i, rendered) : end(part, next, rendered, at);
            if (end < at) {
                return Optional.empty();
            }
            String piece = rendered.substring(at, end);
            boolean bare = next < 0 || bareEnd(part, next, rendered, at) >= 0;
            Optional<String> text = bare ? Optional.of(piece) : unescaped(piece);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
            at = end;
        }
        return at == rendered.length() ? Optional.of(texts) : Optional.empty();
    }

    /** The code point behind a part that another one follows; -1 behind the last part. */
    private static int next(Key key, int index) {
        List<Segment> behind = key.segments().subList(index + 1, key.segments().size());
        return behind.stream().anyMatch(Part.class::isInstance)
                ? ((Literal) behind.get(0)).text().codePointAt(0)
                : -1;
    }

    private static int endOfLast(Key key, int index, String rendered) {
        int behind = key.segments().stream()
                .skip(index + 1L)
                .mapToInt(literal -> ((Literal) literal).text().length())
                .sum();
        return rendered.length() - behind;
    }

    private static int end(Part part, int next, String rendered, int from) {
        int bare = bareEnd(part, next, rendered, from);
        if (bare >= 0) {
            return bare;
        }
        int at = from;
        while (at < rendered.length() && rendered.codePointAt(at) != next) {
            at += rendered.charAt(at) == '%' ? 3 : Character.charCount(rendered.codePointAt(at));
        }
        return at >= rendered.length() ? -1 : at;
    }

    /** Where a part ends whose texts end in one way only; -1 if it is written escaped. */
    private static int bareEnd(Part part, int next, String rendered, int from) {
        Shape shape = part.texts().shape();
        boolean digit = next >= '0' && next <= '9';
        Pattern pattern = shape == Shape.BOOLEAN
                ? BOOLEAN
                : shape == Shape.UUID ? UUID : shape == Shape.INTEGER && !digit ? INTEGER : null;
        if (shape == Shape.CHAR) {
            return from + 1;
        }
        if (pattern == null) {
            return -1;
        }
        var match = pattern.matcher(rendered).region(from, rendered.length());
        return match.lookingAt() ? match.end() : -1;
    }

    private static Optional<String> unescaped(String piece) {
        var text = new StringBuilder();
        for (int at = 0; at < piece.length(); ) {
            if (piece.charAt(at) != '%') {
                text.append(piece.charAt(at++));
                continue;
            }
            int end = at;
            while (end + 2 < piece.length() && piece.charAt(end) == '%') {
                end += 3;
            }
            try {
                byte[] bytes = HexFormat.of().parseHex(piece.substring(at, end).replace("%", ""));
                text.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
            } catch (IllegalArgumentException | CharacterCodingException notAnEscape) {
                return Optional.empty();
            }
            if (end == at) {
                return Optional.empty();
            }
            at = end;
        }
        return Optional.of(text.toString());
    }
}
