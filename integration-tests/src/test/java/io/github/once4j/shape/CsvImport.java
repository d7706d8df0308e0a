package io.github.once4j.shape;

import io.github.once4j.Once;

/** Guards a method of its own and one that it inherits. */
abstract class CsvImport extends BaseImport {
    @Override
    int rows(String file) {
        return file.length();
    }

    @Once(key = "check-{file}", returnOnLocked = "false")
    boolean check(String file) {
        return file.endsWith(".csv");
    }
}
