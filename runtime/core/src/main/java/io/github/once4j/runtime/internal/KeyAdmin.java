package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard.HeldKey;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Questions and commands about a key from those who do not run its body: who holds it, and release it by force. */
public final class KeyAdmin {
    /** Each command has a time-out of its own, at most 2 s, unless the scheduler fails. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final GuardSettings settings;
    private final SafeClient client;
    private final GuardScheduler scheduler;
    private final TimerWheel<HeldLease> wheel;
    private final Reporter reporter;
    private final CallExecutor calls;
    private final Shutdown shutdown;

    KeyAdmin(
            GuardSettings settings,
            SafeClient client,
            TimerWheel<HeldLease> wheel,
            Reporter reporter,
            CallExecutor calls,
            Shutdown shutdown) {
        this.settings = settings;
        this.client = client;
        this.scheduler = settings.scheduler();
        this.wheel = wheel;
        this.reporter = reporter;
        this.calls = calls;
        this.shutdown = shutdown;
    }

    /** The keys that this guard holds. */
    List<HeldKey> held() {
        return wheel.all(each -> each.is(Phase.HELD)).stream()
                .map(each -> new HeldKey(each.method.method(), TokenFormat.holder(each.key(), HeldKeys.stored(each))))
                .toList();
    }

    /** Who holds a key. */
    public CompletableFuture<Optional<LockHolder>> holder(String key) {
        return stored(key).thenApply(found -> found.map(stored -> TokenFormat.holder(key, stored)));
    }

    /** Releases a key by force; a lease of this guard is told at once. Completes with whether the key was held. */
    public CompletableFuture<Boolean> forceRelease(String key) {
        return stored(key)
                .thenCompose(found ->
                        found.map(this::forceRelease).orElseGet(() -> CompletableFuture.completedFuture(false)));
    }

    private CompletableFuture<Boolean> forceRelease(StoredLock seen) {
        var request = new ReleaseRequest(seen.key(), Token.of(seen.value()));
        return bounded(seen.key(), client.release(request)).thenApply(released -> {
            if (released) {
                wheel.all(each -> each.storedKey.equals(seen.key())
                                && each.is(Phase.HELD)
                                && each.text().equals(seen.value()))
                        .forEach(each -> reporter.lose(each, Reason.RELEASED_BY_FORCE));
            }
            return released;
        });
    }

    /** Whether the backend stores the token of a lease. {@code true} if it does not reply: the lease is as good as before. */
    boolean isStored(HeldLease lease) {
        try {
            Optional<StoredLock> found =
                    bounded(lease.storedKey, client.holder(lease.storedKey)).get();
            if (found.isPresent() && found.get().value().equals(lease.text())) {
                return true;
            }
            reporter.lose(lease, Reason.TAKEN);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException noReply) {
            return true;
        }
    }

    private CompletableFuture<Optional<StoredLock>> stored(String key) {
        shutdown.refuseIfBegun();
        String storedKey = settings.storedKey(key);
        return bounded(storedKey, client.holder(storedKey));
    }

    private <T> CompletableFuture<T> bounded(String storedKey, CompletionStage<T> command) {
        T known = Stages.result(command);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        long timeout = MethodSettings.BY_KEY.times(settings).commandTimeout;
        var answer = new CompletableFuture<T>();
        Stages.whenComplete(command, (found, thrown) -> {
            if (found != null) {
                answer.complete(found);
            } else {
                answer.completeExceptionally(Stages.cause(thrown));
            }
        });
        if (!answer.isDone()) {
            scheduler.timeout(answer, timeout);
            answer.whenComplete((found, thrown) -> {
                if (thrown instanceof TimeoutException) {
                    client.onTimeout(storedKey, Duration.ofNanos(timeout));
                }
            });
        }
        return answer;
    }

    /** Waits for an answer about a key; an interrupt ends the wait and stays set. */
    public <T> T await(String key, BiFunction<KeyAdmin, String, CompletableFuture<T>> question) {
        if (client.isCallbackThread()) {
            throw new OnceException("Key `" + Text.printable(key)
                    + "` was asked for on a thread of the client, which would wait for itself."
                    + " Ask on another thread, or use the asynchronous form.");
        }
        try {
            return question.apply(this, key).get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            throw failure(key, never);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(key, new InterruptedException("interrupted while waiting for the backend"));
        } catch (ExecutionException failed) {
            throw failure(key, failed);
        }
    }

    /** Asks about a key. Never throws; the answer is completed on the guard's executor, never on a thread of the client. */
    public <A> CompletableFuture<A> ask(
            Supplier<String> rendered, BiFunction<KeyAdmin, String, CompletableFuture<A>> question) {
        var answer = new CompletableFuture<A>();
        try {
            String key = rendered.get();
            question.apply(this, key)
                    .whenComplete((found, thrown) -> deliver(() -> {
                        if (thrown == null) {
                            answer.complete(found);
                        } else {
                            answer.completeExceptionally(failure(key, thrown));
                        }
                    }));
        } catch (Throwable thrown) { // never at the call
            answer.completeExceptionally(thrown);
        }
        return answer;
    }

    /** Runs a task on the executor; on a callback thread if the executor refuses it, or has not run it within a lease. */
    private void deliver(Runnable task) {
        var delivered = new CompletableFuture<@Nullable Void>();
        Runnable once = () -> {
            if (delivered.complete(null)) {
                task.run();
            }
        };
        if (calls.execute(once) != null) {
            calls.executeInstead(once);
        } else if (!delivered.isDone()) {
            scheduler.timeout(delivered, settings.lease().toNanos());
            delivered.whenComplete((done, dropped) -> {
                if (dropped != null) {
                    calls.executeInstead(task);
                }
            });
        }
    }

    private OnceException failure(String key, Throwable thrown) {
        Throwable cause = Stages.cause(thrown);
        return cause instanceof OnceException own
                ? own
                : new OnceBackendException(
                        "It is unknown whether key `" + Text.printable(key) + "` is held. " + reporter.describe(cause),
                        cause);
    }
}
