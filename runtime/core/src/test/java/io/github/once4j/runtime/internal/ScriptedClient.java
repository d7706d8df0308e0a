package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A client that records its commands, with the time of each, and whose replies the test gives. */
final class ScriptedClient implements NxClient {
    final List<Sent<AcquireRequest, AcquireResult>> acquires = new ArrayList<>();
    final List<Sent<RenewRequest, Boolean>> renewals = new ArrayList<>();
    final List<Sent<ReleaseRequest, Boolean>> releases = new ArrayList<>();
    final List<Duration> timeouts = new ArrayList<>();
    int batches;

    /** Whether replies are there when a command returns, as those of the in-memory client. */
    boolean repliesAtOnce;

    private final HandMovedClock clock;

    ScriptedClient(HandMovedClock clock) {
        this.clock = clock;
    }

    /**
     * A command.
     *
     * @param at when it was sent, in milliseconds
     */
    record Sent<Q, R>(Q request, long at, CompletableFuture<R> reply) {}

    private <Q, R> CompletionStage<R> send(List<Sent<Q, R>> to, Q request) {
        var reply = new CompletableFuture<R>();
        to.add(new Sent<>(request, clock.millis(), reply));
        return reply;
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        CompletionStage<AcquireResult> stage = send(acquires, request);
        if (repliesAtOnce) {
            acquires.get(acquires.size() - 1).reply().complete(new AcquireResult.Stored(OptionalLong.empty()));
        }
        return stage;
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return send(renewals, request);
    }

    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        batches++;
        return NxClient.super.renewAll(requests);
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        CompletionStage<Boolean> stage = send(releases, request);
        if (repliesAtOnce) {
            releases.get(releases.size() - 1).reply().complete(true);
        }
        return stage;
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void onTimeout(String key, Duration waited) {
        timeouts.add(waited);
    }

    @Override
    public String toString() {
        return "the scripted client";
    }

    @Override
    public void close() {}
}
