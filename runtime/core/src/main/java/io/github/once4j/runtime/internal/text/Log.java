package io.github.once4j.runtime.internal.text;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The log of the runtime. The logger is looked up with the first message: looking it up costs more than everything else in the
 * first guarded call (95 of 170 ms with 90 jars on the class path). A logger that throws has no effect.
 */
public final class Log {
    private Log() {}

    /** Logs a message. */
    public static void log(Level level, String message) {
        log(level, message, null);
    }

    /** Logs a message and its cause. */
    public static void log(Level level, String message, @Nullable Throwable cause) {
        try {
            Holder.LOGGER.log(level, message, cause);
        } catch (Throwable broken) { // the user's logging backend: there is nobody left to tell
            return;
        }
    }

    private static final class Holder {
        static final System.Logger LOGGER = System.getLogger("io.github.once4j");

        private Holder() {}
    }
}
