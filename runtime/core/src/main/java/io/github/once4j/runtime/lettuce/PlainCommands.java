package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.LockCommands.bytes;
import static io.github.once4j.runtime.lettuce.LockCommands.millis;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.lettuce.core.protocol.CommandType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Locks by commands alone, for a server that refuses scripts: what changes a key is one {@code SET}, which the server
 * executes only if the key is free ({@code NX}) or has the value that it should ({@code IFEQ}: Redis 8.4, Valkey 8.1).
 *
 * @param connection where they are sent
 */
record PlainCommands(ReplaceableConnection connection) implements LockCommands {
    /** A time that is over: a key that ends then is free at once. {@code DELEX} and {@code DELIFEQ} are not everywhere. */
    private static final long PAST = 1;

    /**
     * Whether the server can compare and set, found out on a key that nobody has: nothing is changed.
     *
     * @return fails if it cannot, or is not allowed to
     */
    CompletableFuture<Boolean> probe() {
        return setIfEqual("once:probe", "none", "none", "PX", 1);
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        if (request.fenced()) {
            return CompletableFuture.failedFuture(new NotExecutedException(
                    "this Redis refuses scripts, and the fenced key `" + request.key() + "` needs one. Let its user run"
                            + " EVALSHA and EVAL (ACL SETUSER name +evalsha +eval), or do without `fenced`",
                    null));
        }
        return setIfFree(request);
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        String text = request.token().text();
        return setIfEqual(request.key(), text, text, "PX", millis(request.ttl()));
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        String text = request.token().text();
        String done = StoredLock.finished(text);
        return request.keep().isZero()
                ? setIfEqual(request.key(), text, done, "PXAT", PAST)
                : setIfEqual(request.key(), text, done, "PX", millis(request.keep()));
    }

    /** By {@code GETEX} without a new time, which goes to the master wherever the reads of the user's connection go. */
    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return send(CommandType.GETEX, LockCommands.of(key), LockCommands::text)
                .thenCompose(found -> found.map(value -> remaining(key, value).thenApply(Optional::of))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletableFuture<Boolean> setIfEqual(String key, String expected, String value, String unit, long time) {
        return send(
                CommandType.SET,
                LockCommands.of(key)
                        .add(bytes(value))
                        .add("IFEQ")
                        .add(bytes(expected))
                        .add(unit)
                        .add(time),
                reply -> reply.text() != null);
    }
}
