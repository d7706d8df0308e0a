package io.github.once4j.runtime;

/**
 * What one attempt to get a key stores under it, as the proof that it holds it. Two tokens are the same if their texts are. A
 * text is made when it is first asked for: a backend in this process never asks. Thread-safe.
 */
public interface Token {
    /**
     * The text to store and to compare, character for character: unique for each attempt to get a key. Its characters go up to
     * U+00FF, each of which is one byte where the backend stores bytes (ASCII, but for a guard that
     * {@linkplain OnceGuard.Builder#pyCachify shares keys with Python}).
     *
     * @return the text, the same each time
     */
    String text();

    /**
     * A token of a text: for tests of clients.
     *
     * @param text the text
     * @return the token
     */
    static Token of(String text) {
        return new OfText(text);
    }
}
