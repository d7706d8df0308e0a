package io.github.once4j.runtime.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The virtual time of one simulated run and the events in it, executed by one thread in an order that the seed decides. Nodes
 * and server see this time through clocks of their own.
 */
final class EventLoop {
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long scheduled;

    EventLoop(long seed) {
        this.random = new SplittableRandom(seed);
    }

    long now() {
        return now;
    }

    /** Schedules an event. */
    void after(long delay, Runnable action) {
        events.add(new Event(now + Math.max(0, delay), scheduled++, action));
    }

    /** Executes the next event; returns false if there is none until then. */
    boolean step(long until) {
        Event next = events.peek();
        if (next == null || next.at > until) {
            return false;
        }
        events.remove();
        now = next.at;
        next.action.run();
        return true;
    }

    boolean isOver() {
        return events.isEmpty();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int pick(int bound) {
        return random.nextInt(bound);
    }

    long anyLong() {
        return random.nextLong();
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A random time of up to this many nanoseconds. */
    long upTo(double most) {
        return (long) between(0, most);
    }

    long upTo(long most) {
        return upTo((double) most);
    }

    /** A random time until the next event of a Poisson process with this mean. */
    long exponential(double mean) {
        return (long) (-mean * Math.log(1 - random.nextDouble()));
    }

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }
}
