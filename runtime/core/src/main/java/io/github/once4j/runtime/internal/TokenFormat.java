package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.StoredLock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The tokens of one guard: {@code random:counter host pid millis}, random for the guard and counted for each acquisition, with
 * what a person needs who reads it in {@code redis-cli}; {@code done} follows when the run has ended and the key is kept.
 */
final class TokenFormat {
    /**
     * What py-cachify stores: a pickled 1. Python ignores what follows it, and cannot read a value that begins differently.
     */
    static final String PICKLED_ONE = "\u0080\u0004K\u0001.";

    /** No token is longer. */
    private static final int LONGEST = 400;

    /** Of the numbers in a token, together. */
    private static final int LONGEST_NUMBERS = 38;

    private final String start;
    private final AtomicLong counter = new AtomicLong();

    /** Creates the tokens of a guard, each of which begins with the prefix. */
    TokenFormat(String prefix) {
        // Not a secret: with host, process and time beside it, this only tells the guards of one process apart.
        // A SecureRandom would cost a third of the first guarded call of a JVM.
        this.start = prefix.concat(Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36))
                .concat(":");
    }

    /** The number of the next acquisition. */
    long next() {
        return counter.incrementAndGet();
    }

    /**
     * The token of an acquisition that began at a time in epoch milliseconds. By a builder: the first {@code +} of a JVM costs it
     * 20 ms, a third of its first guarded call on Redis.
     */
    @SuppressWarnings("UnnecessaryStringBuilder")
    String text(long number, long since) {
        String process = ThisProcess.TEXT;
        return new StringBuilder(start.length() + process.length() + LONGEST_NUMBERS)
                .append(start)
                .append(number)
                .append(process)
                .append(since)
                .toString();
    }

    /** Whether the run of a token has ended, and its key is only kept. */
    static boolean isFinished(String value) {
        return value.endsWith(" done") && looksLikeOurs(value);
    }

    /** Whether once4j wrote the value, as far as a cheap look can tell. */
    static boolean looksLikeOurs(String value) {
        if (value.length() > LONGEST) {
            return false;
        }
        int spaces = 0;
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ') {
                spaces++;
            } else if (spaces == 2 || spaces == 3) {
                digits += c >= '0' && c <= '9' ? 1 : LONGEST; // process and time
            }
        }
        return digits >= 2 && digits < LONGEST && (spaces == 3 || spaces == 4 && value.endsWith(" done"));
    }

    /** Reads the value of a key; one that once4j did not write has no host, process and time. */
    static LockHolder holder(String key, StoredLock stored) {
        var parts = Parts.TEXT.matcher(withoutPrefix(stored.value()));
        return parts.matches()
                ? new LockHolder(
                        key,
                        stored.value(),
                        Optional.of(parts.group(1)),
                        OptionalLong.of(Long.parseLong(parts.group(2))),
                        Optional.of(Instant.ofEpochMilli(Long.parseLong(parts.group(3)))),
                        stored.remaining(),
                        parts.group(4) != null)
                : new LockHolder(
                        key,
                        stored.value(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        stored.remaining(),
                        false);
    }

    private static String withoutPrefix(String value) {
        return value.startsWith(PICKLED_ONE) ? value.substring(PICKLED_ONE.length()) : value;
    }

    /** For messages: {@code process 4242 on web-7 since 2026-11-24T10:00:00Z (28800 ms left)}. */
    static String describe(LockHolder holder) {
        String rest =
                holder.remaining().map(left -> left.toMillis() + " ms left").orElse("no expiry known");
        if (holder.host().isEmpty() || holder.pid().isEmpty() || holder.since().isEmpty()) {
            return "`" + Text.printable(holder.token()) + "`, a value that once4j did not write (" + rest + ")";
        }
        return "process " + holder.pid().getAsLong() + " on " + holder.host().get()
                + (holder.token().contains(ThisProcess.TEXT) ? " (this one)" : "") + " since "
                + holder.since().get() + (holder.finished() ? " (finished, kept: " : " (") + rest + ")";
    }

    /** A token's parts; compiled with the first that is read: it took 5 of the 35 ms of the first call of a JVM. */
    private static final class Parts {
        static final Pattern TEXT =
                Pattern.compile("[0-9A-Za-z-]{1,20}:\\d{1,19} ([\\x21-\\x7E]{1,255}) (\\d{1,18}) (\\d{1,18})( done)?");

        private Parts() {}
    }

    /** This process in tokens; looked up with the first text, which an in-memory client never needs. */
    private static final class ThisProcess {
        static final String TEXT = " "
                .concat(host())
                .concat(" ")
                .concat(Long.toString(ProcessHandle.current().pid()))
                .concat(" ");

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
            String printable = name.replaceAll("[^\\x21-\\x7E]", "_");
            return printable.substring(0, Math.min(printable.length(), 255));
        }
    }
}
