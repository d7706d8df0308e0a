package io.github.once4j.runtime.spi;

import java.util.Objects;

/**
 * The value that one acquisition stores under its key, as the proof of ownership. Two tokens are equal if their texts are.
 * The text is created when it is first read: a backend in this process may never read it. Thread-safe.
 */
public interface Token {
    /**
     * Returns the text to store and to compare, character for character: unique for each acquisition. Its characters are in the
     * range U+0000 to U+00FF, one byte each where a backend stores bytes; they are ASCII, except for a guard that shares keys
     * with py-cachify.
     *
     * @return the text, the same at each call
     */
    String text();

    /**
     * Returns a token with a given text: to release what was read from a backend, and for tests of clients.
     *
     * @param text the text
     * @return the token
     */
    static Token of(String text) {
        return new OfText(text);
    }

    /**
     * A token that consists of its text.
     *
     * @param text the text
     */
    record OfText(String text) implements Token {
        /**
         * Creates a token.
         *
         * @param text the text
         * @throws NullPointerException if it is {@code null}
         */
        public OfText {
            Objects.requireNonNull(text, "text");
        }

        /** {@return how long the text is, which may be a stranger's} */
        @Override
        public String toString() {
            return "OfText[" + text.length() + " characters]";
        }
    }
}
