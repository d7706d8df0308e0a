package io.github.once4j.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tokens of one guard: {@code random:counter host pid millis}, random for the guard and counted for the attempt, with
 * what a person needs who reads it in {@code redis-cli}.
 */
final class Tokens {
    /**
     * What py-cachify stores: a pickled 1. Python ignores what stands behind it, and cannot read a value that begins in any
     * other way.
     */
    static final String PICKLED_ONE = "\u0080\u0004K\u0001.";

    private final String start;
    private final AtomicLong counter = new AtomicLong();
    private final Time time;

    /** Makes the tokens of a guard, each with this text before it. */
    Tokens(String start, Time time) {
        this.time = time;
        // Not a secret: with host, process and time beside it, this only tells guards of one process apart. A
        // SecureRandom
        // would be a third of what the first guarded call of a JVM costs.
        this.start = start.concat(Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36))
                .concat(":");
    }

    /** The number of the next attempt. */
    long next() {
        return counter.incrementAndGet();
    }

    /** The token of an attempt that began at a time, which the wall clock of now tells: it may have been set since. */
    String text(long number, long startedAt) {
        long since = time.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - startedAt);
        return start + number + ThisProcess.TEXT + since;
    }

    /** Who makes tokens, in the token: looked up for the first text, since no key of this process alone needs one. */
    static final class ThisProcess {
        static final String TEXT = " " + host() + " " + ProcessHandle.current().pid() + " ";

        private ThisProcess() {}

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
}
