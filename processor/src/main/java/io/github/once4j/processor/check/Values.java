package io.github.once4j.processor.check;

import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Call;
import io.github.once4j.processor.model.Answer.Constant;
import io.github.once4j.processor.model.Answer.Literal;
import io.github.once4j.processor.model.Answer.Text;
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

    /** Says in a sentence why a text is not a value, and what would be. */
    static final class NotAValue extends Exception {
        private static final long serialVersionUID = 1L;
        private final String fix;

        NotAValue(String message, String fix) {
            super(message);
            this.fix = fix;
        }

        String fix() {
            return fix;
        }
    }

    /** A text as a value of the type; empty if values of the type cannot be written. */
    Optional<Answer> parse(String text, TypeMirror type) throws NotAValue {
        if (type instanceof PrimitiveType) {
            return Optional.of(primitive(text, type.getKind()));
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
            return Optional.of(new Call(name, "of", List.of(primitive(text, inOptional))));
        }
        Parsed parsed = PARSED.get(name);
        if (parsed != null) {
            return Optional.of(parsed(text, name, parsed));
        }
        if (name.equals("java.math.BigInteger") || name.equals("java.math.BigDecimal")) {
            return Optional.of(big(text, name));
        }
        return isBox(name)
                ? Optional.of(primitive(text, language.types().unboxedType(type).getKind()))
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

    /** A value of a primitive type that may be meant as "nothing done". */
    static String example(TypeMirror primitive) {
        return switch (primitive.getKind()) {
            case BOOLEAN -> "false";
            case CHAR -> "?";
            default -> "-1";
        };
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
            throw notA(text, simple(name), meant ? Durations.parse(text).get().toString() : parsed.example);
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
            throw notA(text, simple(name), name.endsWith("Integer") ? "42" : "42.00");
        }
        return new Call(name, "new", List.of(new Text(text)));
    }

    private static Answer constant(String text, TypeMirror type, TypeElement element) throws NotAValue {
        List<String> names = PartTypes.constants(element);
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

    private static Answer primitive(String text, TypeKind kind) throws NotAValue {
        try {
            return new Literal(
                    switch (kind) {
                        case BOOLEAN -> bool(text);
                        case CHAR -> character(text);
                        case BYTE -> "(byte) " + Byte.parseByte(text);
                        case SHORT -> "(short) " + Short.parseShort(text);
                        case INT -> String.valueOf(Integer.parseInt(text));
                        case LONG -> Long.parseLong(text) + "L";
                        case FLOAT -> finite(text, Float.parseFloat(text)) + "F";
                        default -> finite(text, Double.parseDouble(text)) + "D";
                    });
        } catch (NumberFormatException notOne) {
            throw notA(text, kind.name().toLowerCase(Locale.ROOT), range(kind));
        }
    }

    private static String bool(String text) throws NotAValue {
        if (text.equals("true") || text.equals("false")) {
            return text;
        }
        throw notA(text, "boolean", "false");
    }

    private static String character(String text) throws NotAValue {
        if (text.length() != 1) {
            throw notA(text, "char", "x");
        }
        char c = text.charAt(0);
        if (c == '\'' || c == '\\') {
            return "'\\" + c + "'";
        }
        if (c < ' ') {
            return String.format("'\\%o'", (int) c); // a line break is one in source, even as a Unicode escape
        }
        return c > '~' ? String.format("'\\u%04x'", (int) c) : "'" + c + "'";
    }

    /** Neither infinite nor rounded to zero: that is not the number that is written. */
    private static Number finite(String text, Number value) {
        double number = value.doubleValue();
        boolean lost = number == 0 && text.split("[eE]", 2)[0].matches(".*[1-9].*");
        if (!Double.isFinite(number) || lost) {
            throw new NumberFormatException("out of range");
        }
        return value;
    }

    private static String range(TypeKind kind) {
        return switch (kind) {
            case BYTE -> "-128\" to \"127";
            case SHORT -> "-32768\" to \"32767";
            case INT -> "-2147483648\" to \"2147483647";
            case LONG -> "-9223372036854775808\" to \"9223372036854775807";
            default -> "1.5";
        };
    }

    private static NotAValue notA(String text, String type, String example) {
        return new NotAValue(
                "`" + text + "` is not a value of " + type + ".",
                "write one " + (example.contains(" to ") ? "from" : "like") + " \"" + example + "\".");
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
