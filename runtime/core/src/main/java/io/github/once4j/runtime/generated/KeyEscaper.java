package io.github.once4j.runtime.generated;

import java.nio.charset.StandardCharsets;

/**
 * Percent-escapes a key part that is followed by another one: {@code %} and the first code point of the literal behind it, so
 * that two different lists of parts never render to one key.
 */
final class KeyEscaper {
    private static final String HEX = "0123456789ABCDEF";

    private KeyEscaper() {}

    /** Escapes {@code %} and one more code point as their UTF-8 bytes; returns the same text if there are none. */
    static String escape(String text, int next) {
        if (text.indexOf('%') < 0 && text.indexOf(next) < 0) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(point -> {
            if (point == '%' || point == next) {
                for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%').append(HEX.charAt(each >> 4 & 0xF)).append(HEX.charAt(each & 0xF));
                }
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }
}
