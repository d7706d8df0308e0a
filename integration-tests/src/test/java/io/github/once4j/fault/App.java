package io.github.once4j.fault;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.spi.NxClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One process of the application, as far as locks go: a guard with a client of its own, and what it was told. */
final class App implements AutoCloseable {
    final String name;
    final Bounds bounds;
    final History history;
    final OnceGuard guard;
    final JobOnce job;
    final AtomicInteger failures = new AtomicInteger();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> losses = new ConcurrentHashMap<>();

    App(String name, NxClient client, Duration lease, History history, OnceListener besides) {
        this.name = name;
        this.bounds = new Bounds(lease);
        this.history = history;
        this.guard = OnceGuard.builder()
                .client(client)
                .lease(lease)
                .listener(new OnceListener() {
                    @Override
                    public void acquired(Acquired event) {
                        besides.acquired(event);
                    }

                    @Override
                    public void leaseLost(LeaseLost event) {
                        losses.put(event.lease().token(), event.reason().toString());
                        besides.leaseLost(event);
                    }

                    @Override
                    public void backendFailed(BackendFailed event) {
                        failures.incrementAndGet();
                        besides.backendFailed(event);
                    }
                })
                .build();
        this.job = new JobOnce(guard);
    }

    /** Starts a guarded call on a thread of its own; its body runs until {@link Call#finish}. */
    Call call(String key) {
        var call = new Call(this, key, false);
        calls.add(call);
        return call.start();
    }

    /** As {@link #call}, with {@code interruptOnLost}. */
    Call stoppable(String key) {
        var call = new Call(this, key, true);
        calls.add(call);
        return call.start();
    }

    /** The reason that the listener was given for a lost lease. */
    @Nullable
    String loss(String token) {
        return losses.get(token);
    }

    List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        guard.close();
    }
}
