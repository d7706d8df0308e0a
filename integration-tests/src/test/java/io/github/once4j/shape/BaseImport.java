package io.github.once4j.shape;

import io.github.once4j.Once;

/** Has a guarded method that {@link CsvImport} inherits. */
abstract class BaseImport {
    @Once(key = "import-{file}", raiseOnLocked = true)
    int importFile(String file) {
        return rows(file);
    }

    abstract int rows(String file);
}
