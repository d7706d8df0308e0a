package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The client of a guard, which may be anybody's: whatever it throws, or a {@code null} that it returns, becomes a stage whose
 * outcome is unknown.
 */
final class SafeClient implements NxClient {
    private final NxClient client;
    private final Duration localHoldCacheTime;

    SafeClient(NxClient client) {
        this.client = client;
        this.localHoldCacheTime = atMostADay(client.localHoldCacheTime());
    }

    private static Duration atMostADay(@Nullable Duration time) {
        if (time == null) {
            throw new OnceException("The client returned null for localHoldCacheTime().");
        }
        Duration day = Duration.ofDays(1);
        return time.isNegative() ? Duration.ZERO : time.compareTo(day) < 0 ? time : day;
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        try {
            return present(client.acquire(request));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        try {
            return present(client.renew(request));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** One result for each request, whatever the client returns. */
    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        List<CompletionStage<Boolean>> results = new ArrayList<>(requests.size());
        try {
            for (CompletionStage<Boolean> each : client.renewAll(requests)) {
                results.add(present(each));
            }
        } catch (Throwable thrown) {
            while (results.size() < requests.size()) {
                results.add(CompletableFuture.failedFuture(thrown));
            }
        }
        while (results.size() < requests.size()) {
            results.add(present(null));
        }
        return results;
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        try {
            return present(client.release(request));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        try {
            return present(client.holder(key));
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private static <T> CompletionStage<T> present(@Nullable CompletionStage<T> stage) {
        return stage != null
                ? stage
                : CompletableFuture.failedFuture(new IllegalStateException("the client returned null for a stage"));
    }

    @Override
    public boolean isKnownHeld(String key) {
        try {
            return client.isKnownHeld(key);
        } catch (Throwable thrown) {
            return false;
        }
    }

    @Override
    public Duration localHoldCacheTime() {
        return localHoldCacheTime;
    }

    @Override
    public void onTimeout(String key, Duration waited) {
        try {
            client.onTimeout(key, waited);
        } catch (Throwable thrown) {
            Log.log(Level.ERROR, "A client threw when it was told of a time-out", thrown);
        }
    }

    @Override
    public boolean isCallbackThread() {
        try {
            return client.isCallbackThread();
        } catch (Throwable thrown) {
            return false;
        }
    }

    @Override
    public String toString() {
        try {
            return Text.printable(client.toString());
        } catch (Throwable thrown) {
            return client.getClass().getName();
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Throwable thrown) {
            Log.log(Level.WARNING, "A client threw when it was closed", thrown);
        }
    }
}
