package io.github.once4j.fault;

import java.time.Duration;

/**
 * One row of the protocol's table.
 *
 * @param fault what breaks
 * @param expected what must come of it
 * @param check breaks it, asserts what is expected, and answers what was seen
 */
record Row(String fault, String expected, Check check) {
    interface Check {
        String observe(Scene scene) throws Exception;
    }

    static String seconds(Duration duration) {
        return String.format(java.util.Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
