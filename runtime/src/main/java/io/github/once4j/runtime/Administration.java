package io.github.once4j.runtime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** What is asked and done about a key by those who do not run its body: who holds it, and free it by force. */
final class Administration {
    private final Engine engine;

    Administration(Engine engine) {
        this.engine = engine;
    }

    CompletableFuture<Optional<LockHolder>> holder(String key) {
        return bounded(() -> engine.client.holder(engine.storedKey(key)))
                .thenApply(found -> found.map(held -> LockHolder.of(key, held)));
    }

    /** Frees a key whoever holds it; a lease of this very guard hears of it at once. */
    CompletableFuture<Boolean> forceRelease(String key) {
        return bounded(() -> engine.client.holder(engine.storedKey(key)))
                .thenCompose(found -> found.map(this::forceRelease).orElse(CompletableFuture.completedFuture(false)));
    }

    private CompletableFuture<Boolean> forceRelease(Held seen) {
        return bounded(() -> engine.client.forceRelease(seen)).thenApply(freed -> {
            if (freed) {
                engine.table
                        .all(each -> each.token().equals(seen.value()))
                        .forEach(each -> each.lose("its key was freed by force"));
            }
            return freed;
        });
    }

    private <T> CompletableFuture<T> bounded(Supplier<CompletionStage<T>> command) {
        engine.refuseIfClosed();
        CompletableFuture<T> answer;
        try {
            answer = command.get().thenApply(found -> found).toCompletableFuture();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
        if (!answer.isDone()) {
            engine.time.bound(answer, OnceMethod.BY_KEY.times(engine.lease).commandTimeout);
        }
        return answer;
    }

    /** Waits for an answer; an interrupt ends the wait, and leaves the flag set. */
    <T> T answer(CompletableFuture<T> stage, String key) {
        if (engine.client.isOwnThread()) {
            throw new OnceException(
                    "Key `" + key + "` was asked for on a thread of the client, which would wait for itself.");
        }
        try {
            return stage.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(key, new InterruptedException("interrupted while waiting for the backend"));
        } catch (ExecutionException failed) {
            throw failure(key, failed);
        }
    }

    OnceException failure(String key, Throwable thrown) {
        Throwable cause = Stages.cause(thrown);
        if (cause instanceof OnceException own && !(own instanceof NotExecutedException)) {
            return own;
        }
        return new OnceBackendException(
                "It is not known whether key `" + key + "` is held. " + engine.failed(cause), cause);
    }
}
