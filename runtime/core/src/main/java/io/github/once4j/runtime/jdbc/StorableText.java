package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.internal.text.Surrogates;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.InvalidKeyException;

/** Which keys and tokens fit into the table, in each database alike. */
final class StorableText {
    /** The longest key, in bytes of UTF-8: MariaDB's index of a column of text ends there. */
    static final int LONGEST_KEY = 768;

    /** The longest token, in bytes of UTF-8: the column has 512, some of which a token needs when its run has ended. */
    private static final int LONGEST_UNFINISHED = 504;

    private StorableText() {}

    static boolean isKey(String key) {
        return isText(key, LONGEST_KEY);
    }

    /**
     * Checks what is to be stored.
     *
     * @throws InvalidKeyException if it does not fit
     */
    static void check(String key, String token) {
        if (!isKey(key)) {
            throw new InvalidKeyException("the key `" + Text.printable(key)
                    + "` cannot be stored in a database: it is " + what(key) + ". A key has at least one and at most "
                    + LONGEST_KEY
                    + " bytes in UTF-8, and no U+0000: shorten its parts, or use a digest of the longest");
        }
        if (!isText(token, LONGEST_UNFINISHED)) {
            throw new InvalidKeyException("the token `" + Text.printable(token)
                    + "` cannot be stored in a database: it is " + what(token)
                    + ". A token has at least one and at most "
                    + LONGEST_UNFINISHED + " bytes in UTF-8, and no U+0000");
        }
    }

    private static String what(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        return text.indexOf(0) >= 0 || Surrogates.unpaired(text) >= 0
                ? "a text with U+0000, or with half a surrogate pair"
                : length(text) + " bytes long";
    }

    private static boolean isText(String text, int longest) {
        return !text.isEmpty()
                && text.length() <= longest
                && length(text) <= longest
                && text.indexOf(0) < 0
                && Surrogates.unpaired(text) < 0;
    }

    /** The length in UTF-8. */
    private static int length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2; // each half of a pair stands for two bytes
            }
        }
        return length;
    }
}
