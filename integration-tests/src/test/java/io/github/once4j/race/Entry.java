package io.github.once4j.race;

import io.github.once4j.Once;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What only one thread of all processes may be in. Two witnesses that know nothing of the lock: a counter on Redis of who
 * is inside, and the interval of each run.
 */
abstract class Entry {
    private final Inside inside;
    final Queue<Interval> intervals = new ConcurrentLinkedQueue<>();

    Entry(Inside inside) {
        this.inside = inside;
    }

    /** Counts who is inside, on a connection that has nothing to do with the guard. */
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
