package io.github.once4j.fault;

import java.time.Duration;

/**
 * One row of the protocol's table.
 *
 * @param fault what breaks
 * @param expected what must come of it
 * @param check breaks it, asserts what is expected, and answers what was seen
 * @param needsScripts whether it has no meaning on a server that refuses scripts
 */
record Row(String fault, String expected, Check check, boolean needsScripts) {
    Row(String fault, String expected, Check check) {
        this(fault, expected, check, false);
    }

    interface Check {
        String observe(Scene scene) throws Exception;
    }

    static String seconds(Duration duration) {
        return String.format(java.util.Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
