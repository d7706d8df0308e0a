package io.github.once4j.demo.shop;

import io.github.once4j.runtime.OnceListener;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the process that started this one what happens here, line by line. */
@Component
class Story implements OnceListener {
    static final String MARK = "@demo ";

    private static void tell(Object... words) {
        var line = new StringBuilder(MARK);
        for (Object word : words) {
            line.append(word).append(' ');
        }
        System.out.println(line);
    }

    /** A body that takes some time. */
    static void run(String what, int milliseconds) throws InterruptedException {
        tell("begin", what);
        Thread.sleep(milliseconds);
        tell("end", what);
    }

    @Override
    public void locked(Locked event) {
        tell("skip", event.key(), event.holder().pid().orElse(0));
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        tell("ready", event.getApplicationContext().getEnvironment().getProperty("local.server.port"));
    }
}
