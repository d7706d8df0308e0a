package io.github.once4j.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who holds a key, as its token tells.
 *
 * @param key the key, without the guard's prefix and suffix
 * @param token what the backend has under the key
 * @param host the holder's host; empty if the token is not one of once4j's
 * @param pid the holder's process; empty if the token is not one of once4j's
 * @param since when the holder asked for the key, by its own clock; empty if the token is not one of once4j's
 * @param remaining how long the key lives still if nobody renews or releases it; {@link Held#FOREVER} if it has no end
 * @param finished whether the run is over, and the key only kept for {@code holdAtLeast}
 */
public record LockHolder(
        String key,
        String token,
        Optional<String> host,
        OptionalLong pid,
        Optional<Instant> since,
        Duration remaining,
        boolean finished) {

    /** Reads a token: {@code random:counter host pid millis}, and {@code done} behind it when its run is over. */
    static LockHolder of(String key, Held held) {
        String value = held.value();
        String token = value.startsWith(Tokens.PICKLED_ONE) ? value.substring(Tokens.PICKLED_ONE.length()) : value;
        String[] words = token.split(" ", -1);
        boolean finished = words.length == 5 && words[4].equals("done");
        if ((words.length == 4 || finished) && isNumber(words[2]) && isNumber(words[3])) {
            return new LockHolder(
                    key,
                    held.value(),
                    Optional.of(words[1]),
                    OptionalLong.of(Long.parseLong(words[2])),
                    Optional.of(Instant.ofEpochMilli(Long.parseLong(words[3]))),
                    held.remaining(),
                    finished);
        }
        return new LockHolder(
                key, held.value(), Optional.empty(), OptionalLong.empty(), Optional.empty(), held.remaining(), false);
    }

    /** A stranger's bytes may be anything, and do not belong into a log as they are. */
    private static String printable(String text) {
        var printable = new StringBuilder(text.length());
        text.chars()
                .forEach(c ->
                        printable.append(c >= ' ' && c <= '~' ? String.valueOf((char) c) : "\\x%02X".formatted(c)));
        return printable.toString();
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.length() < 19 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** For messages: {@code process 4242 on web-7 since 2026-11-24T10:00:00Z (for 28.8 s more)}. */
    String text() {
        String who = host.isPresent() && pid.isPresent() && since.isPresent()
                ? "process " + pid.getAsLong() + " on " + host.get()
                        + (token.contains(Tokens.ThisProcess.TEXT) ? " (this one)" : "") + " since " + since.get()
                : "`" + printable(token) + "`, which once4j did not write";
        String rest = remaining.equals(Held.FOREVER) ? "without an end" : "for " + remaining.toMillis() + " ms more";
        return who + (finished ? " (finished, held on " : " (") + rest + ")";
    }
}
