package io.github.once4j.fault;

import java.util.List;

/**
 * One of the lock's scripts on its way to the server, told by the shape of its arguments: the fault tests take fenced keys
 * only, whose acquisition has two keys, while a renewal has a token and a time to live, and a release a token alone.
 */
record Command(Kind kind, String key, String token) {
    enum Kind {
        ACQUIRE,
        RENEW,
        RELEASE,
        OTHER
    }

    static final Command NONE = new Command(Kind.OTHER, "", "");

    static Command of(List<String> words) {
        if (words.size() < 5 || !words.get(0).toUpperCase(java.util.Locale.ROOT).startsWith("EVAL")) {
            return NONE;
        }
        boolean twoKeys = words.get(2).equals("2");
        Kind kind = twoKeys ? Kind.ACQUIRE : words.size() == 6 ? Kind.RENEW : Kind.RELEASE;
        return new Command(kind, words.get(3), words.get(twoKeys ? 5 : 4));
    }
}
