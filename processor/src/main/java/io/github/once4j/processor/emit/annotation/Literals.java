package io.github.once4j.processor.emit.annotation;

import com.palantir.javapoet.CodeBlock;

/** Values as generated code writes them. */
public final class Literals {
    private Literals() {}

    /**
     * A string in ASCII alone. A key must not depend on the encoding that the generated file is written in; and JavaPoet, which
     * breaks lines wherever Unicode does, would break the literal at U+2028.
     */
    public static CodeBlock string(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return CodeBlock.of("$S", text);
        }
        var literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            literal.append(c == '"' ? "\\\"" : escaped(c));
        }
        return CodeBlock.of("$L", literal.append('"'));
    }

    /** A string, a boolean, a number or a char. */
    static CodeBlock of(Object value) {
        if (value instanceof String text) {
            return string(text);
        }
        if (value instanceof Character c) {
            return CodeBlock.of("$L", "'" + (c == '\'' ? "\\'" : escaped(c)) + "'");
        }
        if (value instanceof Long number) {
            return CodeBlock.of("$LL", number);
        }
        if (value instanceof Float number) {
            return fraction(number, "f");
        }
        return value instanceof Double number ? fraction(number, "d") : CodeBlock.of("$L", value);
    }

    private static CodeBlock fraction(double number, String suffix) {
        if (Double.isNaN(number)) {
            return CodeBlock.of("0$L / 0", suffix);
        }
        if (Double.isInfinite(number)) {
            return CodeBlock.of("$L1$L / 0", number < 0 ? "-" : "", suffix);
        }
        return suffix.equals("f") ? CodeBlock.of("$Lf", (float) number) : CodeBlock.of("$L", number);
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        };
    }
}
