package io.github.once4j.race;

import io.github.once4j.Once;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A guarded method that one thread of all processes may execute at a time. Two checks that do not depend on the lock: a counter
 * on Redis of the threads inside, and the interval of each run.
 */
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

    @Once(key = "entry")
    void enter() {
        long begin = System.nanoTime();
        long together = inside.enter();
        inside.leave();
        intervals.add(new Interval(begin, System.nanoTime(), together));
    }
}
