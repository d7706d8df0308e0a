package io.github.once4j.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Goes over the leases again and again, and hands on those whose time has come: one for what is to be sent, one for
 * deadlines. It sleeps no longer than {@link #LONGEST_PAUSE}, so that a new lease needs no wake-up, and stops when the table
 * is empty.
 */
abstract class Sweeper implements Runnable {
    /** Shorter than the first thing that can become due of a new lease: a third of a second, or a command time-out. */
    static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final LeaseTable table;
    private final Time time;
    private final AtomicBoolean awake = new AtomicBoolean();

    Sweeper(LeaseTable table, Time time) {
        this.table = table;
        this.time = time;
    }

    /** Hands on what is due; answers how long it takes until the next lease is. */
    abstract long sweep(long now);

    /** Runs this again on its thread, after a while. */
    abstract void after(long nanos);

    /** Called with each new lease: costs a read when the sweeper is awake. */
    void wake() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            after(LONGEST_PAUSE);
        }
    }

    @Override
    public void run() {
        long pause = Math.min(sweep(time.nanoTime()), LONGEST_PAUSE);
        if (!table.isEmpty()) {
            after(pause);
            return;
        }
        awake.set(false);
        if (!table.isEmpty()) {
            wake(); // a lease came in between, and saw the sweeper awake
        }
    }
}
