package io.github.once4j.spring;

import io.github.once4j.runtime.OnceGuard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Closes the guards when their context closes: after schedulers, web server and message listeners have stopped, which may still
 * call guarded methods, and before connection factories and beans. Bodies that still run when the close time-out is over lose
 * their lease even if a scheduler would wait for them longer. A context that is stopped to be started again keeps its guards.
 */
final class OnceLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, ApplicationContextAware {
    /** Below those that bring work, of which schedulers and executors are the lowest (2^30 - 1), above connection factories (0). */
    static final int PHASE = 1 << 29;

    private static final Duration LONGEST = Duration.ofDays(365);

    private final ConfigurableListableBeanFactory beans;
    private final Duration timeout;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean closing;
    private volatile long deadline;
    private volatile ApplicationContext context;

    @SuppressWarnings("NullAway.Init") // set before any other call
    OnceLifecycle(ConfigurableListableBeanFactory beans, Duration timeout) {
        this.beans = beans;
        this.timeout = timeout.isNegative() ? Duration.ZERO : timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    /** The guards of this context that exist: neither those of a parent, nor one that nobody has asked for yet. */
    static List<OnceGuard> guards(ConfigurableListableBeanFactory beans) {
        return Stream.of(beans.getBeanNamesForType(OnceGuard.class, false, false))
                .filter(beans::containsSingleton)
                .map(name -> beans.getBean(name, OnceGuard.class))
                .toList();
    }

    @Override
    public void setApplicationContext(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() != context || closing) {
            return;
        }
        deadline = System.nanoTime() + timeout.toNanos();
        closing = true;
        List<OnceGuard> open = guards(beans);
        var watch = new Thread(() -> closeAtDeadline(open), "once4j-close");
        watch.setDaemon(true);
        watch.start();
    }

    private void closeAtDeadline(List<OnceGuard> open) {
        try {
            if (!closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                open.forEach(guard -> guard.close(Duration.ZERO));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        if (closing) {
            for (OnceGuard guard : guards(beans)) {
                guard.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
            closed.countDown();
            running = false;
        }
    }

    /** {@return true in a stopped context, too, so that it is stopped again when the context closes} */
    @Override
    public boolean isRunning() {
        return running;
    }

    /** {@return whether Spring 7 stops it while a test context is not in use} */
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
