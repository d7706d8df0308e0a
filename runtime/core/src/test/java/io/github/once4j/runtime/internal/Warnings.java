package io.github.once4j.runtime.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the library warns of, while this is open; nothing is printed. */
public final class Warnings extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.github.once4j");
    private final List<String> texts = new CopyOnWriteArrayList<>();

    public Warnings() {
        setLevel(Level.WARNING);
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    public List<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            texts.add(new SimpleFormatter().formatMessage(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.setUseParentHandlers(true);
        logger.removeHandler(this);
    }
}
