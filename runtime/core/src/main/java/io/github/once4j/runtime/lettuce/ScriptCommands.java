package io.github.once4j.runtime.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.InvalidKeyException;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.lettuce.core.protocol.CommandArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Locks by scripts, one for each operation; a free key without a fence is acquired by a command, where the server has it. */
final class ScriptCommands extends LockCommands {
    private static final Duration FENCE_OUTLIVES = Duration.ofDays(1);
    /** Enough to save commands, and so few that one script does not delay the commands of others. */
    private static final int RENEWED_TOGETHER = 100;
    /** No UTF-8 text contains this byte, so no key of a user's is a fence. */
    private static final byte FENCE_MARK = (byte) 0xFF;

    /** Whether one script may take keys of several slots. */
    private volatile boolean renewsTogether;

    private volatile boolean setsIfFree = true;

    ScriptCommands(ReplaceableConnection connection) {
        super(connection);
        this.renewsTogether = !connection.isOfCluster();
    }

    @Override
    CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        if (request.fenced()) {
            return acquireFenced(request);
        }
        return setsIfFree ? setIfFree(request) : acquireByScript(request);
    }

    @Override
    CompletionStage<AcquireResult> withoutSetIfFree(AcquireRequest request, NotExecutedException refusal) {
        setsIfFree = false;
        return acquireByScript(request);
    }

    private CompletionStage<AcquireResult> acquireByScript(AcquireRequest request) {
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
        byte[] fence = fenceKey(key);
        if (fence == null) {
            return CompletableFuture.failedFuture(new InvalidKeyException(
                    "the fenced key `" + Text.printable(key) + "` contains a `}` but no hash tag,"
                            + " so its fencing number cannot be stored in the same slot."
                            + " Remove the brace from the key part, or from the guard's prefix."));
        }
        return connection.run(
                LuaScript.ACQUIRE_FENCED,
                args -> args.add(2)
                        .addKey(key)
                        .add(fence)
                        .add(bytes(request.token().text()))
                        .add(millis(request.ttl()))
                        .add(millis(request.ttl().plus(FENCE_OUTLIVES))),
                reply -> acquired(key, reply, true));
    }

    private static AcquireResult acquired(String key, ReplyOutput<AcquireResult> reply, boolean fenced) {
        if (reply.first() == 0) {
            return new AcquireResult.Busy(stored(key, reply.text(), reply.second()));
        }
        if (reply.isOne()) {
            return fenced ? new AcquireResult.Stored(number(reply.text())) : STORED;
        }
        return new AcquireResult.AlreadyOwned(fenced ? number(reply.text()) : OptionalLong.empty());
    }

    private static OptionalLong number(@Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    @Override
    CompletionStage<Boolean> renew(RenewRequest request) {
        return connection.run(
                LuaScript.RENEW,
                args -> args.add(1)
                        .addKey(request.key())
                        .add(bytes(request.token().text()))
                        .add(millis(request.ttl())),
                ReplyOutput::isOne);
    }

    /** Renews many keys by one script, unless the server has shown that it keeps keys apart. */
    @Override
    List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        if (!renewsTogether || requests.size() == 1) {
            return super.renewAll(requests);
        }
        List<CompletionStage<Boolean>> results = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += RENEWED_TOGETHER) {
            int to = Math.min(from + RENEWED_TOGETHER, requests.size());
            results.addAll(renewTogether(requests.subList(from, to)));
        }
        return results;
    }

    private List<CompletableFuture<Boolean>> renewTogether(List<RenewRequest> requests) {
        var batch = new RenewalBatch(this, requests);
        CompletableFuture<String> replied =
                connection.run(LuaScript.RENEW_ALL, args -> add(args, requests), reply -> String.valueOf(reply.text()));
        replied.whenComplete(batch::completed);
        return batch.results();
    }

    private static void add(CommandArgs<String, String> args, List<RenewRequest> requests) {
        args.add(requests.size());
        requests.forEach(each -> args.addKey(each.key()));
        requests.forEach(each -> args.add(bytes(each.token().text())).add(millis(each.ttl())));
    }

    /** The server, or a proxy before it, does not run one script for keys of several slots. */
    void renewEachByItself() {
        renewsTogether = false;
    }

    @Override
    CompletionStage<Boolean> release(ReleaseRequest request) {
        String key = request.key();
        byte[] token = bytes(request.token().text());
        if (request.keep().isZero()) {
            return connection.run(
                    LuaScript.RELEASE, args -> args.add(1).addKey(key).add(token), ReplyOutput::isOne);
        }
        byte[] finished = bytes(StoredLock.finished(request.token().text()));
        return connection.run(
                LuaScript.RELEASE_AND_KEEP,
                args -> args.add(1).addKey(key).add(token).add(finished).add(millis(request.keep())),
                ReplyOutput::isOne);
    }

    @Override
    CompletionStage<Optional<StoredLock>> holder(String key) {
        return connection.run(
                LuaScript.HOLDER,
                args -> args.add(1).addKey(key),
                reply -> reply.text() == null
                        ? Optional.empty()
                        : Optional.of(stored(key, reply.text(), reply.first())));
    }

    /** The key of the last fencing number, in the slot of the lock; {@code null} if there is none. */
    static byte @Nullable [] fenceKey(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        String base;
        if (close > open + 1) {
            base = key;
        } else if (key.indexOf('}') < 0) {
            base = "{" + key + "}";
        } else {
            return null;
        }
        byte[] text = base.getBytes(UTF_8);
        byte[] marked = Arrays.copyOf(text, text.length + 1);
        marked[text.length] = FENCE_MARK;
        return marked;
    }
}
