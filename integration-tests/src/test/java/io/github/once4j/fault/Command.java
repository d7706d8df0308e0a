package io.github.once4j.fault;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What one of the lock's commands is to do to one key, told by the shape of its arguments. By scripts the fault tests take
 * fenced keys only, whose acquisition has two keys and three values; a renewal has a token and a time to live for each of its
 * keys, a release one key, and a token alone or with what takes its place. Without scripts all of them are a SET.
 */
record Command(Kind kind, String key, String token) {
    private static final int BEFORE_KEYS = 3;
    private static final int WORDS_OF_SET = 7;

    enum Kind {
        ACQUIRE,
        RENEW,
        RELEASE
    }

    /** Reads a request; empty if it is none of these. */
    static List<Command> of(List<String> words) {
        if (words.size() == WORDS_OF_SET && words.get(0).equalsIgnoreCase("SET")) {
            return List.of(ofSet(words.get(1), words.get(2), words.get(3), words.get(4)));
        }
        if (words.size() < 5 || !words.get(0).toUpperCase(Locale.ROOT).startsWith("EVAL")) {
            return List.of();
        }
        int keys = Integer.parseInt(words.get(2));
        int values = BEFORE_KEYS + keys;
        if (words.size() == values + 2 * keys) {
            return IntStream.range(0, keys)
                    .mapToObj(i -> new Command(Kind.RENEW, words.get(BEFORE_KEYS + i), words.get(values + 2 * i)))
                    .toList();
        }
        Kind kind = keys == 2 ? Kind.ACQUIRE : Kind.RELEASE;
        return List.of(new Command(kind, words.get(BEFORE_KEYS), words.get(values)));
    }

    private static Command ofSet(String key, String value, String condition, String expected) {
        if (condition.equals("NX")) {
            return new Command(Kind.ACQUIRE, key, value);
        }
        return new Command(value.equals(expected) ? Kind.RENEW : Kind.RELEASE, key, expected);
    }
}
