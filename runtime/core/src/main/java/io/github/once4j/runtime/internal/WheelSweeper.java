package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.spi.GuardScheduler;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sweeps the wheel again and again on one thread: one sweeper sends what is due, the other checks deadlines. It sleeps no longer
 * than {@link TimerWheel#LONGEST_PAUSE}, so that a new lease needs no wake-up, and stops when the wheel is empty. It survives
 * whatever a sweep throws; one that could not be started is started again by the next lease, or by the other sweeper.
 */
abstract class WheelSweeper implements Runnable {
    private final TimerWheel<?> wheel;
    private final GuardScheduler scheduler;
    private final AtomicBoolean awake = new AtomicBoolean();

    WheelSweeper(TimerWheel<?> wheel, GuardScheduler scheduler) {
        this.wheel = wheel;
        this.scheduler = scheduler;
    }

    /** Handles what is due; returns how long it takes until the next node is. */
    abstract long sweep(long now);

    /** Schedules {@link #run} on its thread. */
    abstract void after(long nanos);

    /** The sweeper of the other thread, which is started again if it could not be before. */
    abstract WheelSweeper other();

    /**
     * Called with each new lease: costs a read while the sweeper is awake.
     *
     * @throws RuntimeException or an error, if its thread cannot be started
     */
    final void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            start(TimerWheel.LONGEST_PAUSE);
        }
    }

    private void start(long pause) {
        boolean started = false;
        try {
            after(pause);
            started = true;
        } finally {
            if (!started) {
                awake.set(false);
            }
        }
    }

    @Override
    public final void run() {
        long pause = TimerWheel.LONGEST_PAUSE;
        try {
            pause = Math.min(sweep(scheduler.nanoTime()), pause);
        } catch (Throwable thrown) { // out of memory, most likely: the next sweep tries again
            Log.log(Level.ERROR, "Looking after leases failed; it is tried again", thrown);
        }
        try {
            if (!wheel.isEmpty()) {
                start(pause);
                other().wake();
                return;
            }
            awake.set(false);
            if (!wheel.isEmpty()) {
                wake(); // a lease was added in between, while the sweeper appeared to be awake
            }
        } catch (Throwable thrown) {
            Log.log(Level.ERROR, "A thread that looks after leases could not be started; it is tried again", thrown);
        }
    }
}
