package io.github.once4j.runtime;

/** A token that is nothing but its text. */
record OfText(String text) implements Token {}
