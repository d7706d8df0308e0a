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

/** Texts of {@code returnOnLocked}, parsed as the type that they are to answer. */
final class Values {
    private static final Map<String, TypeKind> OPTIONALS = Map.of(
            "java.util.OptionalInt", TypeKind.INT,
            "java.util.OptionalLong", TypeKind.LONG,
            "java.util.OptionalDouble", TypeKind.DOUBLE);
    private static final Map<String, Consumer<String>> PARSED = Map.of(
            "java.util.UUID",
                    text -> {
                        if (!UUID.fromString(text).toString().equals(text.toLowerCase(Locale.ROOT))) {
                            throw new IllegalArgumentException("not 36 characters");
                        }
                    },
            "java.time.Duration", Duration::parse,
            "java.time.Instant", Instant::parse,
            "java.time.LocalDate", LocalDate::parse,
            "java.time.LocalDateTime", LocalDateTime::parse);
    private static final Map<String, String> EXAMPLES = Map.of(
            "java.util.UUID", "123e4567-e89b-12d3-a456-426614174000",
            "java.time.Duration", "PT1M30S",
            "java.time.Instant", "2026-01-31T10:15:30Z",
            "java.time.LocalDate", "2026-01-31",
            "java.time.LocalDateTime", "2026-01-31T10:15:30");

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
        if (OPTIONALS.containsKey(name)) {
            return Optional.of(new Call(name, "of", List.of(primitive(text, OPTIONALS.get(name)))));
        }
        if (PARSED.containsKey(name)) {
            return Optional.of(parsed(text, name));
        }
        if (name.equals("java.math.BigInteger") || name.equals("java.math.BigDecimal")) {
            return Optional.of(big(text, name));
        }
        return isBox(name)
                ? Optional.of(primitive(text, language.types().unboxedType(type).getKind()))
                : Optional.empty();
    }

    private Optional<Answer> optional(String text, DeclaredType type) throws NotAValue {
        if (type.getTypeArguments().isEmpty()) {
            return Optional.empty();
        }
        return parse(text, type.getTypeArguments().get(0))
                .map(value -> new Call("java.util.Optional", "of", List.of(value)));
    }

    private static Answer parsed(String text, String name) throws NotAValue {
        try {
            PARSED.get(name).accept(text);
        } catch (IllegalArgumentException | DateTimeException notOne) {
            throw notA(text, simple(name), EXAMPLES.get(name));
        }
        return new Call(name, name.equals("java.util.UUID") ? "fromString" : "parse", List.of(new Text(text)));
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
        List<String> names = element.getEnclosedElements().stream()
                .filter(each -> each.getKind() == ElementKind.ENUM_CONSTANT)
                .map(each -> each.getSimpleName().toString())
                .toList();
        if (names.contains(text)) {
            return new Constant(type, text);
        }
        String near = Suggestion.nearest(text, names).orElse(names.isEmpty() ? "" : names.get(0));
        throw new NotAValue(
                "`" + text + "` is no constant of " + element.getSimpleName() + ": " + String.join(", ", names),
                "write \"" + near + "\".");
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
                        case FLOAT -> finite(Float.parseFloat(text)) + "F";
                        default -> finite(Double.parseDouble(text)) + "D";
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
        return switch (c) {
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            default -> c < ' ' || c > '~' ? String.format("'\\u%04x'", (int) c) : "'" + c + "'";
        };
    }

    private static Number finite(Number value) {
        if (!Double.isFinite(value.doubleValue())) {
            throw new NumberFormatException("not finite");
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
                "`" + text + "` is not a value of " + type,
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
