package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.check.timing.Durations;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Answer;
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
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Texts of {@code returnOnLocked}, parsed as the type that they are to answer. */
final class Values {
    private static final Map<String, TypeKind> OPTIONALS = Map.of(
            "java.util.OptionalInt", TypeKind.INT,
            "java.util.OptionalLong", TypeKind.LONG,
            "java.util.OptionalDouble", TypeKind.DOUBLE);
    private static final Map<String, Parsed> PARSED = Map.of(
            "java.util.UUID", new Parsed(Values::uuid, "123e4567-e89b-12d3-a456-426614174000"),
            "java.time.Duration", new Parsed(Duration::parse, "PT1M30S"),
            "java.time.Instant", new Parsed(Instant::parse, "2026-01-31T10:15:30Z"),
            "java.time.LocalDate", new Parsed(LocalDate::parse, "2026-01-31"),
            "java.time.LocalDateTime", new Parsed(LocalDateTime::parse, "2026-01-31T10:15:30"));

    /** A type that parses its texts itself, when the class is compiled and again when it runs. */
    private record Parsed(Consumer<String> parser, String example) {}

    private final Language language;

    Values(Language language) {
        this.language = language;
    }

    /** A text as a value of the type; empty if values of the type cannot be written. */
    Optional<Answer> parse(String text, TypeMirror type) throws NotAValue {
        if (type instanceof PrimitiveType) {
            return Optional.of(Primitives.parse(text, type.getKind()));
        }
        Optional<TypeElement> element = language.element(type);
        if (element.isEmpty()) {
            return Optional.empty();
        }
        String name = element.get().getQualifiedName().toString();
        if (name.equals("java.lang.String") || name.equals("java.lang.CharSequence")) {
            return Optional.of(new Text(text));
        }
        if (element.get().getKind() == ElementKind.ENUM) {
            return Optional.of(constant(text, type, element.get()));
        }
        if (name.equals("java.util.Optional")) {
            return optional(text, (DeclaredType) type);
        }
        TypeKind inOptional = OPTIONALS.get(name);
        if (inOptional != null) {
            return Optional.of(new Call(name, "of", List.of(Primitives.parse(text, inOptional))));
        }
        Parsed parsed = PARSED.get(name);
        if (parsed != null) {
            return Optional.of(parsed(text, name, parsed));
        }
        if (name.equals("java.math.BigInteger") || name.equals("java.math.BigDecimal")) {
            return Optional.of(big(text, name));
        }
        return isBox(name)
                ? Optional.of(Primitives.parse(
                        text, language.types().unboxedType(type).getKind()))
                : Optional.empty();
    }

    /** Whether values of the type can be written as text at all. */
    boolean canBeWritten(TypeMirror type) {
        try {
            return parse("", type).isPresent();
        } catch (NotAValue butOthersAre) {
            return true;
        }
    }

    private Optional<Answer> optional(String text, DeclaredType type) throws NotAValue {
        if (type.getTypeArguments().isEmpty()) {
            return Optional.empty();
        }
        TypeMirror argument = type.getTypeArguments().get(0);
        if (argument instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
            argument = wildcard.getExtendsBound();
        }
        return parse(text, argument).map(value -> new Call("java.util.Optional", "of", List.of(value)));
    }

    private static Answer parsed(String text, String name, Parsed parsed) throws NotAValue {
        try {
            parsed.parser.accept(text);
        } catch (IllegalArgumentException | DateTimeException notOne) {
            boolean meant = name.endsWith("Duration") && Durations.parse(text).isPresent();
            throw NotAValue.like(
                    text, simple(name), meant ? Durations.parse(text).get().toString() : parsed.example);
        }
        return new Call(name, name.equals("java.util.UUID") ? "fromString" : "parse", List.of(new Text(text)));
    }

    /** Stricter than {@code UUID.fromString}, which takes 1-1-1-1-1. */
    private static void uuid(String text) {
        if (!UUID.fromString(text).toString().equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not 36 characters");
        }
    }

    private static Answer big(String text, String name) throws NotAValue {
        try {
            Object unused = name.endsWith("Integer") ? new BigInteger(text) : new BigDecimal(text);
        } catch (NumberFormatException notOne) {
            throw NotAValue.like(text, simple(name), name.endsWith("Integer") ? "42" : "42.00");
        }
        return new Call(name, "new", List.of(new Text(text)));
    }

    private static Answer constant(String text, TypeMirror type, TypeElement element) throws NotAValue {
        List<String> names = Language.constants(element);
        if (names.contains(text)) {
            return new Constant(type, text);
        }
        String exist = names.isEmpty() ? "there are none" : String.join(", ", names);
        var near = Suggestion.nearest(text, names);
        throw new NotAValue(
                "`" + text + "` is no constant of " + element.getSimpleName() + ": " + exist
                        + near.map(name -> ". Did you mean " + name + "?").orElse("."),
                near.map(name -> "write \"" + name + "\".")
                        .orElse("write one of these names, or set raiseOnLocked = true."));
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean isBox(String name) {
        return switch (name) {
            case "java.lang.Boolean",
                    "java.lang.Character",
                    "java.lang.Byte",
                    "java.lang.Short",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Float",
                    "java.lang.Double" -> true;
            default -> false;
        };
    }
}
