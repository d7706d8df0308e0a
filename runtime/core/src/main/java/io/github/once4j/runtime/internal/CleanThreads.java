package io.github.once4j.runtime.internal;

import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.concurrent.ThreadFactory;

/**
 * Creates daemon threads that keep nothing of the call that started them: neither its context class loader, nor its inheritable
 * thread-locals, nor (up to JDK 23) the protection domains of the classes on its stack, and with them their class loaders.
 */
@SuppressWarnings("removal") // does nothing where there is no access control any more
record CleanThreads(String name) implements ThreadFactory {
    private static final AccessControlContext NOBODY = new AccessControlContext(new ProtectionDomain[0]);

    @Override
    public Thread newThread(Runnable task) {
        return AccessController.doPrivileged(new Creation(task, name), NOBODY);
    }

    private record Creation(Runnable task, String name) implements PrivilegedAction<Thread> {
        @Override
        public Thread run() {
            var thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        }
    }
}
