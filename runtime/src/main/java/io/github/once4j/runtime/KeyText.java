package io.github.once4j.runtime;

import java.nio.charset.StandardCharsets;

/**
 * The text of a key's part. A part that another placeholder follows has {@code %} and the first code point of the literal
 * behind it percent-escaped, so that two different lists of parts never give one key.
 */
final class KeyText {
    private static final String HEX = "0123456789ABCDEF";

    private KeyText() {}

    /** Where a surrogate stands without its other half; -1 if none does. Every encoder would turn it into {@code ?}. */
    static int unpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** Escapes {@code %} and one more code point, as the bytes of their UTF-8; the very text if there are none. */
    static String escaped(String text, int next) {
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
