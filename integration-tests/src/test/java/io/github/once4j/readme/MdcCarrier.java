package io.github.once4j.readme;

import java.util.Map;
import org.slf4j.MDC;

/** Carries the logging context of a caller to the thread of the body. */
final class MdcCarrier {
    private MdcCarrier() {}

    // README
    static Runnable carry(Runnable task) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            task.run();
            MDC.clear();
        };
    }
    // end
}
