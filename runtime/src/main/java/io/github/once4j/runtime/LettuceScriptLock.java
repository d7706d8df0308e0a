package io.github.once4j.runtime;

import static io.github.once4j.runtime.LettuceLock.bytes;
import static io.github.once4j.runtime.LettuceLock.held;
import static io.github.once4j.runtime.LettuceLock.millis;

import io.lettuce.core.protocol.CommandArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Locks by scripts, one for each operation; but a free key, which needs none, is taken by a command where the server has it.
 *
 * @param connection where they are sent
 * @param setsAndGets whether the server knows {@code SET … NX GET}
 */
record LettuceScriptLock(LettuceConnection connection, boolean setsAndGets) implements LettuceLock {
    private static final Duration FENCE_OUTLIVES = Duration.ofDays(1);
    /** Enough to save commands, and not so many that one script keeps others waiting. */
    private static final int RENEWED_TOGETHER = 100;

    @Override
    public CompletionStage<Acquired> acquire(Acquire request) {
        if (request.fenced()) {
            return acquireFenced(request);
        }
        if (setsAndGets) {
            return setIfFree(request);
        }
        String key = request.key();
        return connection.run(
                LettuceScript.ACQUIRE,
                args -> args.add(1)
                        .addKey(key)
                        .add(bytes(request.token().text()))
                        .add(millis(request.ttl())),
                reply -> acquired(key, reply, false));
    }

    private CompletionStage<Acquired> acquireFenced(Acquire request) {
        String key = request.key();
        String fence = fenceKey(key);
        if (fence == null) {
            String why = "the fenced key `" + key
                    + "` has a `}` but no hash tag: its fence cannot be kept in the same slot."
                    + " Leave the brace out of the part, or of the guard's prefix";
            return CompletableFuture.failedFuture(new NotExecutedException(why, new OnceKeyException(why + ".")));
        }
        return connection.run(
                LettuceScript.ACQUIRE_FENCED,
                args -> args.add(2)
                        .addKey(key)
                        .addKey(fence)
                        .add(bytes(request.token().text()))
                        .add(millis(request.ttl()))
                        .add(millis(request.ttl().plus(FENCE_OUTLIVES))),
                reply -> acquired(key, reply, true));
    }

    private static Acquired acquired(String key, LettuceReply<Acquired> reply, boolean fenced) {
        if (reply.first() == 0) {
            return new Acquired.Busy(held(key, reply.text(), reply.second()));
        }
        if (reply.isOne()) {
            return fenced ? new Acquired.Stored(number(reply.text())) : STORED;
        }
        return new Acquired.Mine(fenced ? number(reply.text()) : OptionalLong.empty());
    }

    @Override
    public CompletionStage<Boolean> renew(String key, Token token, Duration ttl) {
        return connection.run(
                LettuceScript.RENEW,
                args -> args.add(1).addKey(key).add(bytes(token.text())).add(millis(ttl)),
                LettuceReply::isOne);
    }

    /** Renews keys that are all on one server, many by one script. */
    List<CompletionStage<Boolean>> renewTogether(List<Renewal> renewals) {
        List<CompletionStage<Boolean>> answers = new ArrayList<>(renewals.size());
        for (int from = 0; from < renewals.size(); from += RENEWED_TOGETHER) {
            List<Renewal> some = renewals.subList(from, Math.min(from + RENEWED_TOGETHER, renewals.size()));
            CompletableFuture<String> all = connection.run(
                    LettuceScript.RENEW_ALL, args -> add(args, some), reply -> String.valueOf(reply.text()));
            for (int i = 0; i < some.size(); i++) {
                int place = i;
                answers.add(all.thenApply(text -> isRenewed(text.charAt(place))));
            }
        }
        return answers;
    }

    private static boolean isRenewed(char answer) {
        if (answer == '2') {
            throw new NotExecutedException("the key cannot be read. Is it of another type?", null);
        }
        return answer == '1';
    }

    private static void add(CommandArgs<String, String> args, List<Renewal> renewals) {
        args.add(renewals.size());
        renewals.forEach(each -> args.addKey(each.key()));
        renewals.forEach(each -> args.add(bytes(each.token().text())).add(millis(each.ttl())));
    }

    @Override
    public CompletionStage<Boolean> release(String key, Token token, Duration keep) {
        if (keep.isZero()) {
            return connection.run(
                    LettuceScript.RELEASE,
                    args -> args.add(1).addKey(key).add(bytes(token.text())),
                    LettuceReply::isOne);
        }
        return connection.run(
                LettuceScript.RELEASE_AND_KEEP,
                args -> args.add(1)
                        .addKey(key)
                        .add(bytes(token.text()))
                        .add(bytes(Held.finished(token.text())))
                        .add(millis(keep)),
                LettuceReply::isOne);
    }

    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        return connection.run(
                LettuceScript.HOLDER,
                args -> args.add(1).addKey(key),
                reply -> reply.text() == null ? Optional.empty() : Optional.of(held(key, reply.text(), reply.first())));
    }

    private static OptionalLong number(@Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** The key of the last fencing number, in the slot of the lock; {@code null} if there is none. */
    static @Nullable String fenceKey(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        if (close > open + 1) {
            return key + ":fence";
        }
        return key.indexOf('}') < 0 ? "{" + key + "}:fence" : null;
    }
}
