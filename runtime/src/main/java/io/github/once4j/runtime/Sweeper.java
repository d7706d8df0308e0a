package io.github.once4j.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;

/**
 * Goes over the leases again and again, and hands on those whose time has come: one for what is to be sent, one for
 * deadlines. It sleeps no longer than {@link #LONGEST_PAUSE}, so that a new lease needs no wake-up, and stops when the table
 * is empty.
 */
final class Sweeper implements Runnable {
    /** Shorter than the first thing that can become due of a new lease: a third of a second, or a command time-out. */
    static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final LeaseTable table;
    private final Time time;
    private final LongUnaryOperator sweep;
    private final Timer timer;
    private final AtomicBoolean awake = new AtomicBoolean();

    /** Sweeps by a function from the time to how long it takes until the next lease is due. */
    Sweeper(LeaseTable table, Time time, LongUnaryOperator sweep, Timer timer) {
        this.table = table;
        this.time = time;
        this.sweep = sweep;
        this.timer = timer;
    }

    /** Called with each new lease: costs a read when the sweeper is awake. */
    void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            timer.after(LONGEST_PAUSE, this);
        }
    }

    @Override
    public void run() {
        long pause = Math.min(sweep.applyAsLong(time.nanoTime()), LONGEST_PAUSE);
        if (!table.isEmpty()) {
            timer.after(pause, this);
            return;
        }
        awake.set(false);
        if (!table.isEmpty()) {
            wake(); // a lease came in between, and saw the sweeper awake
        }
    }

    /** The thread that a sweeper runs on. */
    interface Timer {
        void after(long nanos, Runnable task);
    }
}
