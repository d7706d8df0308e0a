package io.github.once4j.runtime.internal;

import org.jspecify.annotations.Nullable;

/** Runs a task with the context class loader of the thread that asked for it. */
final class CallersLoader implements Runnable {
    private final Runnable task;
    private final @Nullable ClassLoader loader;

    CallersLoader(Runnable task, @Nullable ClassLoader loader) {
        this.task = task;
        this.loader = loader;
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == loader) {
            task.run();
            return;
        }
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
