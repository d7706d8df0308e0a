package io.github.once4j.runtime.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * True time, which no node can read, and what happens in it: the event loop of one simulated run. A run is done by one
 * thread, in an order that its seed decides.
 */
final class World {
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long planned;

    World(long seed) {
        this.random = new SplittableRandom(seed);
    }

    long now() {
        return now;
    }

    void after(long delay, Runnable action) {
        events.add(new Event(now + Math.max(0, delay), planned++, action));
    }

    /** Lets the next thing happen, if there is one up to then. */
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

    /** Up to so many nanoseconds. */
    long upTo(double most) {
        return (long) between(0, most);
    }

    long upTo(long most) {
        return upTo((double) most);
    }

    /** Waiting times of things that happen at random, so often on average. */
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
