package io.github.once4j.runtime;

import java.util.concurrent.ThreadFactory;

/** Makes the threads of a guard: none of them keeps the JVM alive. */
record Daemons(String name) implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
