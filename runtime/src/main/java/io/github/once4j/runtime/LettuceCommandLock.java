package io.github.once4j.runtime;

import static io.github.once4j.runtime.LettuceLock.bytes;
import static io.github.once4j.runtime.LettuceLock.millis;

import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Locks by commands alone, for a server that refuses scripts: what changes a key is one {@code SET}, which the server
 * executes only if the key is free ({@code NX}) or has the value that it should ({@code IFEQ}: Redis 8.4, Valkey 8.1).
 *
 * @param connection where they are sent
 */
record LettuceCommandLock(LettuceConnection connection) implements LettuceLock {
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
    public CompletionStage<Acquired> acquire(Acquire request) {
        if (request.fenced()) {
            return CompletableFuture.failedFuture(new NotExecutedException(
                    "this Redis refuses scripts, and the fenced key `" + request.key() + "` needs one. Let its user run"
                            + " EVALSHA and EVAL (ACL SETUSER name +evalsha +eval), or do without `fenced`",
                    null));
        }
        return setIfFree(request);
    }

    @Override
    public CompletionStage<Boolean> renew(String key, Token token, Duration ttl) {
        return setIfEqual(key, token.text(), token.text(), "PX", millis(ttl));
    }

    @Override
    public CompletionStage<Boolean> release(String key, Token token, Duration keep) {
        String text = token.text();
        String done = Held.finished(text);
        return keep.isZero()
                ? setIfEqual(key, text, done, "PXAT", PAST)
                : setIfEqual(key, text, done, "PX", millis(keep));
    }

    /** By {@code GETEX} without a new time, which goes to the master wherever the reads of the user's connection go. */
    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        return send(CommandType.GETEX, LettuceLock.of(key), LettuceLock::text)
                .thenCompose(found -> found.map(value -> remaining(key, value).thenApply(Optional::of))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletableFuture<Boolean> setIfEqual(String key, String expected, String value, String unit, long time) {
        return send(
                CommandType.SET,
                LettuceLock.of(key)
                        .add(bytes(value))
                        .add("IFEQ")
                        .add(bytes(expected))
                        .add(unit)
                        .add(time),
                reply -> reply.text() != null);
    }
}
