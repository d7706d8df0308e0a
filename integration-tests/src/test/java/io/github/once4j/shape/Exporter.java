package io.github.once4j.shape;

import io.github.once4j.Once;
import java.io.IOException;
import java.util.List;

/** An interface, whose generated class passes everything on to a delegate. */
interface Exporter<T> {
    @Once(key = "export-{name}", returnOnLocked = "false")
    boolean export(String name, List<? extends T> rows) throws IOException;

    String format();

    default String mediaType() {
        return "text/" + format();
    }
}
