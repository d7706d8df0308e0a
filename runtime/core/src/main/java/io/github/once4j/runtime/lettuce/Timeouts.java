package io.github.once4j.runtime.lettuce;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servers that did not respond in time since their last reply. A connection counts as half open after two time-outs in a
 * row, of which the second command was sent after the first had timed out: commands of one stall are one time-out.
 */
final class Timeouts {
    private final Map<String, Long> first = new ConcurrentHashMap<>();

    /** Whether no server is suspected; cheap. */
    boolean isEmpty() {
        return first.isEmpty();
    }

    /**
     * A command timed out.
     *
     * @param sentAt when it was sent, and {@code now}: as {@link System#nanoTime}
     * @return whether the connection to the server counts as half open
     */
    boolean add(String server, long sentAt, long now) {
        Long earlier = first.putIfAbsent(server, now);
        return earlier != null && sentAt - earlier >= 0;
    }

    /** A server replied, whatever it was. */
    void replied(String server) {
        first.remove(server);
    }

    /** All connections were replaced. */
    void clear() {
        first.clear();
    }
}
