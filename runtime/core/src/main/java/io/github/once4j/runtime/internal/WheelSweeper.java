package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.spi.GuardScheduler;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps the wheel again and again on one thread: one sweeper sends what is due, the other checks deadlines. It sleeps no longer
 * than {@link TimerWheel#LONGEST_PAUSE}, so that a new lease needs no wake-up, and stops when the wheel is empty. It survives
 * whatever a sweep throws; one that could not be started, or whose thread has died, is started again by the next lease, or by
 * the other sweeper.
 */
abstract class WheelSweeper {
    /** A sweep that is late by more was dropped, or its thread has died. */
    private static final long DROPPED = 500_000_000L;

    private static final String NOT_STARTED =
            "A thread that looks after leases could not be started; it is tried again";

    private final TimerWheel<?> wheel;
    private final GuardScheduler scheduler;

    /** The sweep that is planned or running; {@code null} while the sweeper is stopped. */
    private final AtomicReference<@Nullable Sweep> next = new AtomicReference<>();

    WheelSweeper(TimerWheel<?> wheel, GuardScheduler scheduler) {
        this.wheel = wheel;
        this.scheduler = scheduler;
    }

    /** Handles what is due; returns how long it takes until the next node is. */
    abstract long sweep(long now);

    /** Schedules a task on the thread of this sweeper. */
    abstract void after(long nanos, Runnable task);

    /** The sweeper of the other thread, which is started again if it could not be before. */
    abstract WheelSweeper other();

    /**
     * Called with each new lease: costs two reads while the sweeper is alive.
     *
     * @throws RuntimeException or an error, if its thread cannot be started
     */
    final void wake(long now) {
        Sweep planned = next.get();
        if (planned == null) {
            plan(null, TimerWheel.LONGEST_PAUSE);
        } else if (planned.isDropped(now)) {
            plan(planned, 0); // perhaps the whole process was stopped: what is overdue must be noticed at once
        }
    }

    /** Brings the next sweep forward, if it is planned for later than a time. */
    final void sweepBy(long due) {
        boolean isPlanned = false;
        while (!isPlanned) {
            Sweep planned = next.get();
            if (planned == null || planned.at - due <= 0 && planned.thread == null) {
                return;
            }
            if (planned.thread != null) {
                planned.wants(due);
                isPlanned = next.get() == planned; // else it has planned the next one already
            } else {
                try {
                    isPlanned = plan(planned, Math.max(0, due - scheduler.nanoTime()));
                } catch (Throwable thrown) {
                    Log.log(Level.ERROR, NOT_STARTED, thrown);
                }
            }
        }
    }

    /** Whether a sweep runs on a thread. */
    final boolean isRunningOn(Thread thread) {
        Sweep running = next.get();
        return running != null && running.thread == thread;
    }

    /** Returns false if another thread was faster. */
    private boolean plan(@Nullable Sweep before, long pause) {
        var sweep = new Sweep(scheduler.nanoTime() + pause);
        if (!next.compareAndSet(before, sweep)) {
            return false;
        }
        boolean started = false;
        try {
            after(pause, sweep);
            started = true;
        } finally {
            if (!started) {
                next.compareAndSet(sweep, null);
            }
        }
        return true;
    }

    /** One sweep. Does nothing if it was replaced, since it was late or another is wanted sooner, or is run a second time. */
    private final class Sweep implements Runnable {
        private final long at;
        private volatile @Nullable Thread thread;

        /** When the sweep after this one is wanted, at the latest. */
        private long wanted;

        private boolean isWanted;

        Sweep(long at) {
            this.at = at;
        }

        boolean isDropped(long now) {
            Thread runner = thread;
            return runner == null ? now - at - DROPPED > 0 : !runner.isAlive();
        }

        @Override
        public void run() {
            if (next.get() != this || isClaimed()) {
                return;
            }
            long pause = TimerWheel.LONGEST_PAUSE;
            try {
                pause = Math.min(sweep(scheduler.nanoTime()), pause);
            } catch (Throwable thrown) { // out of memory, most likely: the next sweep tries again
                Log.log(Level.ERROR, "Looking after leases failed; it is tried again", thrown);
            }
            try {
                goOn(pause);
            } catch (Throwable thrown) {
                next.compareAndSet(this, null);
                Log.log(Level.ERROR, NOT_STARTED, thrown);
            }
        }

        private synchronized boolean isClaimed() {
            if (thread != null) {
                return true;
            }
            thread = Thread.currentThread();
            return false;
        }

        private synchronized void wants(long due) {
            wanted = isWanted && wanted - due < 0 ? wanted : due;
            isWanted = true;
        }

        private synchronized long pauseAtMost(long pause) {
            return isWanted ? Math.min(pause, Math.max(0, wanted - scheduler.nanoTime())) : pause;
        }

        private void goOn(long pause) {
            if (!wheel.isEmpty()) {
                plan(this, pause);
                if (pauseAtMost(pause) < pause) {
                    sweepBy(scheduler.nanoTime() + pauseAtMost(pause));
                }
                other().wake(scheduler.nanoTime());
            } else if (next.compareAndSet(this, null) && !wheel.isEmpty()) {
                wake(scheduler.nanoTime()); // a lease was added in between, while the sweeper appeared to be alive
            }
        }
    }
}
