package io.github.once4j.race;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A guarded method that one thread of all processes may execute at a time. Two checks that do not depend on the lock: a counter
 * of the threads inside, which is on a Redis, and the interval of each run.
 */
@SuppressWarnings("once4j:shared-key") // with a fencing number where there is one
abstract class Entry {
    private final Inside inside;
    final Queue<Interval> intervals = new ConcurrentLinkedQueue<>();

    Entry(Inside inside) {
        this.inside = inside;
    }

    /** Counts the threads inside, on a connection of its own. */
    interface Inside {
        long enter();

        void leave();
    }

    @Once(key = "entry", fenced = true)
    void fenced(Lease lease) {
        run(lease);
    }

    @Once(key = "entry")
    void plain(Lease lease) {
        run(lease);
    }

    private void run(Lease lease) {
        long begin = System.nanoTime();
        long together = inside.enter();
        inside.leave();
        intervals.add(
                new Interval(begin, System.nanoTime(), together, lease.fence().orElse(0)));
    }
}
