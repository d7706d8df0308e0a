package io.github.once4j.readme;

/** What a report is about. */
record Order(int id) {}
