package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Locks without scripts, for a server that refuses them: each change of a key is one {@code SET}, which the server executes
 * only if the key is free ({@code NX}) or holds an expected value ({@code IFEQ}: Redis 8.4, Valkey 8.1).
 */
final class PlainCommands extends LockCommands {
    /** A time in the past: a key that expires then is free at once. Not every server has {@code DELEX} or {@code DELIFEQ}. */
    private static final long PAST = 1;

    PlainCommands(ReplaceableConnection connection) {
        super(connection);
    }

    @Override
    CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        if (request.fenced()) {
            return CompletableFuture.failedFuture(
                    new NotExecutedException("this Redis refuses scripts, and the fenced key `"
                            + Text.printable(request.key())
                            + "` needs one. Let its user run EVALSHA and EVAL (ACL SETUSER name"
                            + " +evalsha +eval), or do without `fenced`"));
        }
        return setIfFree(request);
    }

    @Override
    CompletionStage<Boolean> renew(RenewRequest request) {
        String text = request.token().text();
        return setIfEqual(request.key(), text, text, "PX", millis(request.ttl()));
    }

    @Override
    CompletionStage<Boolean> release(ReleaseRequest request) {
        String text = request.token().text();
        String finished = StoredLock.finished(text);
        return request.keep().isZero()
                ? setIfEqual(request.key(), text, finished, "PXAT", PAST)
                : setIfEqual(request.key(), text, finished, "PX", millis(request.keep()));
    }

    /** By {@code GETEX} without a time: it goes to the master, wherever a connection of the user's sends its reads. */
    @Override
    CompletionStage<Optional<StoredLock>> holder(String key) {
        return send(
                        CommandType.GETEX,
                        arguments(key),
                        (ReplyOutput<Optional<String>> reply) -> Optional.ofNullable(reply.text()))
                .thenCompose(found -> found.map(value -> remaining(key, value).thenApply(Optional::of))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletionStage<Boolean> setIfEqual(String key, String expected, String value, String unit, long time) {
        return send(CommandType.SET, ifEqual(key, expected, value, unit, time), reply -> reply.text() != null);
    }

    /** The arguments of a {@code SET} that replaces an expected value. */
    static CommandArgs<String, String> ifEqual(String key, String expected, String value, String unit, long time) {
        return arguments(key)
                .add(bytes(value))
                .add("IFEQ")
                .add(bytes(expected))
                .add(unit)
                .add(time);
    }
}
