package io.github.once4j.fault;

import java.io.IOException;

/** A signal to a process, which the JDK has no method for. */
public enum Signal {
    STOP,
    CONT;

    public void send(long pid) throws IOException {
        new ProcessBuilder("kill", "-" + this, Long.toString(pid))
                .inheritIO()
                .start()
                .onExit()
                .join();
    }
}
