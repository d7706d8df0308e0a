package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.check.answer.Parsed.Value;
import io.github.once4j.processor.check.answer.Parsed.Wrong;
import io.github.once4j.processor.model.Answer.Literal;
import java.util.Locale;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Parses the text of {@code returnOnLocked} as a primitive, and writes it as a literal. */
final class Primitives {
    private Primitives() {}

    /** A value of a primitive type that can stand for "not run". */
    static String example(TypeMirror primitive) {
        return switch (primitive.getKind()) {
            case BOOLEAN -> "false";
            case CHAR -> "?";
            default -> "-1";
        };
    }

    static Parsed parse(String text, TypeKind kind) {
        try {
            return new Value(new Literal(literal(text, kind)));
        } catch (IllegalArgumentException notOne) {
            return wrong(text, kind);
        }
    }

    private static String literal(String text, TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> bool(text);
            case CHAR -> character(text);
            case BYTE -> "(byte) " + Byte.parseByte(text);
            case SHORT -> "(short) " + Short.parseShort(text);
            case INT -> String.valueOf(Integer.parseInt(text));
            case LONG -> Long.parseLong(text) + "L";
            case FLOAT -> finite(text, Float.parseFloat(text)) + "F";
            default -> finite(text, Double.parseDouble(text)) + "D";
        };
    }

    private static String bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text;
    }

    private static String character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one char");
        }
        char c = text.charAt(0);
        if (c == '\'' || c == '\\') {
            return "'\\" + c + "'";
        }
        if (c < ' ') {
            return String.format(
                    "'\\%o'", (int) c); // a Unicode escape of a line break would be a line break in the source
        }
        return c > '~' ? String.format("'\\u%04x'", (int) c) : "'" + c + "'";
    }

    /** Rejects a number that becomes infinite or is rounded to zero. */
    private static Number finite(String text, Number value) {
        double number = value.doubleValue();
        boolean lost = number == 0 && text.split("[eE]", 2)[0].matches(".*[1-9].*");
        if (!Double.isFinite(number) || lost) {
            throw new NumberFormatException("out of range");
        }
        return value;
    }

    private static Wrong wrong(String text, TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> wrongBoolean(text);
            case CHAR -> wrongChar(text);
            case BYTE -> Wrong.between(text, "byte", Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> Wrong.between(text, "short", Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> Wrong.between(text, "int", Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> Wrong.between(text, "long", Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> Wrong.like(text, "float", "1.5");
            default -> Wrong.like(text, "double", "1.5");
        };
    }

    private static Wrong wrongChar(String text) {
        boolean isQuoted = text.matches("'.'");
        boolean isPair = !text.isEmpty() && Character.isSurrogate(text.charAt(0));
        return new Wrong(
                "`" + text + "` is not a value of char" + (isPair ? ", which holds no supplementary character." : "."),
                "write one character, like \"" + (text.isEmpty() || isPair ? "x" : text.charAt(isQuoted ? 1 : 0))
                        + "\".");
    }

    private static Wrong wrongBoolean(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return lower.equals("true") || lower.equals("false")
                ? new Wrong("`" + text + "` is not a value of boolean.", "write \"" + lower + "\", in lower case.")
                : new Wrong("`" + text + "` is not a value of boolean.", "write \"true\" or \"false\".");
    }
}
