package io.github.once4j.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tokens of one guard: {@code random:counter host pid millis}, random for the guard and counted for the attempt, with
 * what a person needs who reads it in {@code redis-cli}. What does not change is made once.
 */
final class Tokens {
    /**
     * What py-cachify stores: a pickled 1. Python ignores what stands behind it, and cannot read a value that begins in any
     * other way.
     */
    static final String PICKLED_ONE = "\u0080\u0004K\u0001.";

    /** Who made a token, in the token. */
    static final String PROCESS = " " + host() + " " + ProcessHandle.current().pid() + " ";

    private final String random;
    private final AtomicLong counter = new AtomicLong();
    private final Time time;
    private volatile Since since = new Since(0);

    /** Makes the tokens of a guard, each with this text before it. */
    Tokens(String start, Time time) {
        this.time = time;
        // Not a secret: with host, process and time beside it, this only tells guards of one process apart. A
        // SecureRandom would
        // be a third of what the first guarded call of a JVM costs.
        this.random = start + Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36) + ":";
    }

    String next() {
        long now = time.currentTimeMillis();
        Since known = since;
        if (known.millis != now) {
            known = new Since(now);
            since = known;
        }
        return random + counter.incrementAndGet() + known.text;
    }

    /** What all the tokens of a millisecond end with. */
    private record Since(long millis, String text) {
        Since(long millis) {
            this(millis, PROCESS + millis);
        }
    }

    private static String host() {
        String name = System.getenv("HOSTNAME");
        if (name == null || name.isBlank()) {
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                name = "unknown-host";
            }
        }
        return name.replaceAll("[^\\x21-\\x7E]", "_");
    }
}
