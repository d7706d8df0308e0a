package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.LockCommands.bytes;
import static io.github.once4j.runtime.lettuce.LockCommands.held;
import static io.github.once4j.runtime.lettuce.LockCommands.millis;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.InvalidKeyException;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
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
record ScriptCommands(ReplaceableConnection connection, boolean setsAndGets) implements LockCommands {
    private static final Duration FENCE_OUTLIVES = Duration.ofDays(1);
    /** Enough to save commands, and not so many that one script keeps others waiting. */
    private static final int RENEWED_TOGETHER = 100;

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        if (request.fenced()) {
            return acquireFenced(request);
        }
        if (setsAndGets) {
            return setIfFree(request);
        }
        String key = request.key();
        return connection.run(
                LuaScript.ACQUIRE,
                args -> args.add(1)
                        .addKey(key)
                        .add(bytes(request.token().text()))
                        .add(millis(request.ttl())),
                reply -> acquired(key, reply, false));
    }

    private CompletionStage<AcquireResult> acquireFenced(AcquireRequest request) {
        String key = request.key();
        String fence = fenceKey(key);
        if (fence == null) {
            String why = "the fenced key `" + key
                    + "` has a `}` but no hash tag: its fence cannot be kept in the same slot."
                    + " Leave the brace out of the part, or of the guard's prefix.";
            return CompletableFuture.failedFuture(new InvalidKeyException(why));
        }
        return connection.run(
                LuaScript.ACQUIRE_FENCED,
                args -> args.add(2)
                        .addKey(key)
                        .addKey(fence)
                        .add(bytes(request.token().text()))
                        .add(millis(request.ttl()))
                        .add(millis(request.ttl().plus(FENCE_OUTLIVES))),
                reply -> acquired(key, reply, true));
    }

    private static AcquireResult acquired(String key, ReplyOutput<AcquireResult> reply, boolean fenced) {
        if (reply.first() == 0) {
            return new AcquireResult.Busy(held(key, reply.text(), reply.second()));
        }
        if (reply.isOne()) {
            return fenced ? new AcquireResult.Stored(number(reply.text())) : STORED;
        }
        return new AcquireResult.AlreadyOwned(fenced ? number(reply.text()) : OptionalLong.empty());
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return connection.run(
                LuaScript.RENEW,
                args -> args.add(1)
                        .addKey(request.key())
                        .add(bytes(request.token().text()))
                        .add(millis(request.ttl())),
                ReplyOutput::isOne);
    }

    /** Renews keys that are all on one server, many by one script. */
    List<CompletionStage<Boolean>> renewTogether(List<RenewRequest> renewals) {
        List<CompletionStage<Boolean>> answers = new ArrayList<>(renewals.size());
        for (int from = 0; from < renewals.size(); from += RENEWED_TOGETHER) {
            List<RenewRequest> some = renewals.subList(from, Math.min(from + RENEWED_TOGETHER, renewals.size()));
            CompletableFuture<String> all =
                    connection.run(LuaScript.RENEW_ALL, args -> add(args, some), reply -> String.valueOf(reply.text()));
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

    private static void add(CommandArgs<String, String> args, List<RenewRequest> renewals) {
        args.add(renewals.size());
        renewals.forEach(each -> args.addKey(each.key()));
        renewals.forEach(each -> args.add(bytes(each.token().text())).add(millis(each.ttl())));
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        String key = request.key();
        Token token = request.token();
        Duration keep = request.keep();
        if (keep.isZero()) {
            return connection.run(
                    LuaScript.RELEASE, args -> args.add(1).addKey(key).add(bytes(token.text())), ReplyOutput::isOne);
        }
        return connection.run(
                LuaScript.RELEASE_AND_KEEP,
                args -> args.add(1)
                        .addKey(key)
                        .add(bytes(token.text()))
                        .add(bytes(StoredLock.finished(token.text())))
                        .add(millis(keep)),
                ReplyOutput::isOne);
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return connection.run(
                LuaScript.HOLDER,
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
