package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.check.answer.Parsed.Unsupported;
import io.github.once4j.processor.check.answer.Parsed.Value;
import io.github.once4j.processor.check.answer.Parsed.Wrong;
import io.github.once4j.processor.check.timing.Durations;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Answer.Call;
import io.github.once4j.processor.model.Answer.Constant;
import io.github.once4j.processor.model.Answer.Text;
import io.github.once4j.processor.problem.Suggestion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Parses the text of {@code returnOnLocked} as a value of the return type. */
final class AnswerParser {
    private static final Map<String, TypeKind> OPTIONALS = Map.of(
            "java.util.OptionalInt", TypeKind.INT,
            "java.util.OptionalLong", TypeKind.LONG,
            "java.util.OptionalDouble", TypeKind.DOUBLE);
    private static final Map<String, Format> FORMATS = Map.of(
            "java.util.UUID", new Format(AnswerParser::uuid, "123e4567-e89b-12d3-a456-426614174000"),
            "java.time.Duration", new Format(Duration::parse, "PT1M30S"),
            "java.time.Instant", new Format(Instant::parse, "2026-01-31T10:15:30Z"),
            "java.time.LocalDate", new Format(LocalDate::parse, "2026-01-31"),
            "java.time.LocalDateTime", new Format(LocalDateTime::parse, "2026-01-31T10:15:30"));

    /** A type that parses its texts itself: when the class is compiled, and again when it is loaded. */
    private record Format(Consumer<String> parser, String example) {
        Parsed parse(String text, String name) {
            try {
                parser.accept(text);
            } catch (IllegalArgumentException | DateTimeException notOne) {
                Optional<Duration> meant = name.endsWith("Duration") ? Durations.parse(text) : Optional.empty();
                return Wrong.like(
                        text, simple(name), meant.map(Duration::toString).orElse(example));
            }
            return new Value(
                    new Call(name, name.equals("java.util.UUID") ? "fromString" : "parse", List.of(new Text(text))));
        }
    }

    private final Language language;

    AnswerParser(Language language) {
        this.language = language;
    }

    /** A text as a value of a type. */
    Parsed parse(String text, TypeMirror type) {
        if (type instanceof PrimitiveType) {
            return Primitives.parse(text, type.getKind());
        }
        Optional<TypeElement> element = language.element(type);
        if (element.isEmpty()) {
            return new Unsupported();
        }
        if (element.get().getKind() == ElementKind.ENUM) {
            return constant(text, type, element.get());
        }
        String name = element.get().getQualifiedName().toString();
        return switch (name) {
            case "java.lang.String", "java.lang.CharSequence" -> new Value(new Text(text));
            case "java.util.Optional" -> optional(text, (DeclaredType) type);
            case "java.math.BigInteger", "java.math.BigDecimal" -> big(text, name);
            case "java.lang.Boolean",
                    "java.lang.Character",
                    "java.lang.Byte",
                    "java.lang.Short",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Float",
                    "java.lang.Double" ->
                Primitives.parse(text, language.types().unboxedType(type).getKind());
            default -> byName(text, name);
        };
    }

    private static Parsed byName(String text, String name) {
        TypeKind inOptional = OPTIONALS.get(name);
        if (inOptional != null) {
            return Primitives.parse(text, inOptional).map(value -> new Call(name, "of", List.of(value)));
        }
        Format format = FORMATS.get(name);
        return format == null ? new Unsupported() : format.parse(text, name);
    }

    /** A text that denotes a value of a type; empty if there is none for the type. */
    Optional<String> example(TypeMirror type) {
        if (parse("", type) instanceof Unsupported) {
            return Optional.empty();
        }
        List<String> constants = language.element(type).map(Language::constants).orElse(List.of());
        return Stream.concat(
                        constants.stream(),
                        Stream.concat(
                                Stream.of("…", "-1", "false", "x"),
                                FORMATS.values().stream().map(Format::example)))
                .filter(text -> parse(text, type) instanceof Value)
                .findFirst();
    }

    private Parsed optional(String text, DeclaredType type) {
        if (type.getTypeArguments().isEmpty()) {
            return new Unsupported();
        }
        TypeMirror argument = type.getTypeArguments().get(0);
        if (argument instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
            argument = wildcard.getExtendsBound();
        }
        return parse(text, argument).map(value -> new Call("java.util.Optional", "of", List.of(value)));
    }

    /** Stricter than {@code UUID.fromString}, which takes 1-1-1-1-1. */
    private static void uuid(String text) {
        if (!UUID.fromString(text).toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not 36 characters");
        }
    }

    private static Parsed big(String text, String name) {
        boolean isInteger = name.endsWith("Integer");
        try {
            Object unused = isInteger ? new BigInteger(text) : new BigDecimal(text);
        } catch (NumberFormatException notOne) {
            return Wrong.like(text, simple(name), isInteger ? "42" : "42.00");
        }
        return new Value(new Call(name, "new", List.of(new Text(text))));
    }

    private static Parsed constant(String text, TypeMirror type, TypeElement element) {
        List<String> names = Language.constants(element);
        if (names.contains(text)) {
            return new Value(new Constant(type, text));
        }
        String exist = names.isEmpty() ? "there are none" : String.join(", ", names);
        var near = Suggestion.nearest(text.substring(text.lastIndexOf('.') + 1).strip(), names);
        return new Wrong(
                "`" + text + "` is not a constant of " + element.getSimpleName() + ": " + exist
                        + near.map(name -> ". Did you mean " + name + "?").orElse("."),
                near.map(name -> "write \"" + name + "\".")
                        .orElse((names.isEmpty() ? "remove returnOnLocked" : "write one of these names")
                                + ", or replace returnOnLocked by raiseOnLocked = true."));
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
