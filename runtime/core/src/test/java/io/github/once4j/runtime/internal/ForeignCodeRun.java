package io.github.once4j.runtime.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceListener.LeaseLost;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.internal.Faulty.Fault;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.BlockingNxClient;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseGate;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A guard all of whose foreign code may fail, and each kind of call on it, while another lease is held. Replies come on a thread
 * of the client.
 */
final class ForeignCodeRun {
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final long BOUND_SECONDS = 12;

    /** What runs on a thread that only waits for it: it may block for ever. */
    private static final Set<String> MAY_BLOCK =
            Set.of("OnceListener.leaseLost", "OnceListener.backendFailed", "OnLost.run", "Decorated.run");

    private static final Set<String> RUN_TASKS = Set.of(
            "Executor.execute",
            "BlockingExecutor.execute",
            "Decorated.run",
            "GuardScheduler.scheduleSend",
            "GuardScheduler.scheduleDeadline",
            "GuardScheduler.runCallback",
            "BodyStage.whenComplete",
            "ClientStage.whenComplete",
            "BodyPublisher.subscribe");

    private final Faulty faulty;
    private final InMemoryNxClient memory;
    private final ExecutorService replies;
    private final ExecutorService bodies = daemons("bodies", 8);
    private final GuardedMethod method;
    private final OnceGuard guard;
    private final List<LeaseLost> lost = new CopyOnWriteArrayList<>();
    private final List<String> onReplies = new CopyOnWriteArrayList<>();
    private final List<String> problems = new ArrayList<>();

    ForeignCodeRun(Faulty faulty) {
        this.faulty = faulty;
        this.memory = new InMemoryNxClient(faulty.wrap("Clock", LongSupplier.class, System::nanoTime));
        this.replies = daemons("replies", 1);
        this.method = GuardedMethod.builder(ForeignCodeRun.class, "run", "{key}")
                .lease("lease", LEASE)
                .interruptOnLost()
                .build();
        this.guard = OnceGuard.builder()
                .client(faulty.is("BlockingNxClient") || faulty.is("BlockingExecutor") ? blocking() : client())
                .lease(LEASE)
                .listener(faulty.wrap("OnceListener", OnceListener.class, new OnceListener() {
                    @Override
                    public void leaseLost(LeaseLost event) {
                        lost.add(event);
                    }
                }))
                .executor(faulty.wrap("Executor", Executor.class, bodies))
                .taskDecorator(decorator())
                .placeholders(placeholders())
                .releaseGate(faulty.wrap("ReleaseGate", ReleaseGate.class, run -> false))
                .scheduler(faulty.wrap("GuardScheduler", GuardScheduler.class, new SystemScheduler()))
                .build();
    }

    /** Whether a fault makes sense at a place. */
    static boolean isPossible(String place, Fault fault) {
        return switch (fault) {
            case NEVER_RETURNS -> MAY_BLOCK.contains(place);
            case CHECKED_EXCEPTION -> UndeclaredThrower.NAMES.contains(place.substring(0, place.indexOf('.')));
            case RUNS_TWICE -> RUN_TASKS.contains(place);
            case RETURNS_NULL ->
                !Set.of(
                                "GuardScheduler.nanoTime",
                                "GuardScheduler.currentTimeMillis",
                                "GuardScheduler.await",
                                "Clock.getAsLong",
                                "BodyStage.whenComplete", // as a body that never ends
                                "BodyPublisher.subscribe",
                                "BodySubscription.request",
                                "Subscriber.onSubscribe", // as a subscriber that wants nothing
                                "Subscriber.onNext",
                                "NxClient.isCallbackThread",
                                "ReleaseGate.keeps",
                                "BlockingNxClient.renew",
                                "BlockingNxClient.release")
                        .contains(place);
            default -> true;
        };
    }

    @SuppressWarnings("unchecked")
    private UnaryOperator<Runnable> decorator() {
        return faulty.wrap(
                "Decorator", UnaryOperator.class, task -> faulty.wrap("Decorated", Runnable.class, (Runnable) task));
    }

    @SuppressWarnings("unchecked")
    private Function<String, @Nullable String> placeholders() {
        return faulty.wrap("Placeholders", Function.class, name -> null);
    }

    // ---- the clients

    private NxClient client() {
        return faulty.wrap("NxClient", NxClient.class, new NxClient() {
            @Override
            public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
                return later(() -> memory.acquire(request));
            }

            @Override
            public CompletionStage<Boolean> renew(RenewRequest request) {
                return later(() -> memory.renew(request));
            }

            @Override
            public CompletionStage<Boolean> release(ReleaseRequest request) {
                return later(() -> memory.release(request));
            }

            @Override
            public CompletionStage<Optional<StoredLock>> holder(String key) {
                return later(() -> memory.holder(key));
            }

            @Override
            public boolean isCallbackThread() {
                return Thread.currentThread().getName().startsWith("replies");
            }

            @Override
            public String toString() {
                return "a client";
            }

            @Override
            public void close() {
                memory.close();
            }
        });
    }

    @SuppressWarnings("unchecked")
    private <T> CompletionStage<T> later(Supplier<CompletionStage<T>> command) {
        CompletableFuture<T> reply =
                CompletableFuture.supplyAsync(command, replies).thenCompose(Function.identity());
        return faulty.is("ClientStage") ? faulty.wrap("ClientStage", CompletionStage.class, reply) : reply;
    }

    private NxClient blocking() {
        return NxClient.blocking(
                faulty.wrap("BlockingNxClient", BlockingNxClient.class, new BlockingMemory()),
                faulty.wrap("BlockingExecutor", Executor.class, replies));
    }

    private final class BlockingMemory implements BlockingNxClient {
        @Override
        public AcquireResult acquire(AcquireRequest request) {
            return memory.acquire(request).toCompletableFuture().join();
        }

        @Override
        public boolean renew(RenewRequest request) {
            return memory.renew(request).toCompletableFuture().join();
        }

        @Override
        public boolean release(ReleaseRequest request) {
            return memory.release(request).toCompletableFuture().join();
        }

        @Override
        public Optional<StoredLock> holder(String key) {
            return memory.holder(key).toCompletableFuture().join();
        }

        @Override
        public String toString() {
            return "a blocking client";
        }

        @Override
        public void close() {}
    }

    // ---- the run

    /** Runs it, and returns what went wrong. */
    List<String> problems() throws Exception {
        Lease other = other();
        String token = other.token();
        long begin = System.nanoTime();
        faulty.arm();
        sync("sync", () -> {
            try (Lease lease = method.tryAcquire(guard, method.text("key", "sync"))) {
                if (lease != null) {
                    lease.onLost(faulty.wrap("OnLost", Runnable.class, () -> {}));
                    method.bodyEnded(lease);
                }
            }
        });
        async("async", body());
        async("other", body());
        sync("skipped", () -> {
            try (Lease skipped = method.tryAcquire(guard, "other")) {
                problem(skipped == null ? null : "a key was given to two");
            }
        });
        sync("forced", this::lose);
        async("forced-async", lease -> {
            // cancelled when the lease is lost, unless the release fails
            var stage = new CompletableFuture<String>().completeOnTimeout("not lost", 2, SECONDS);
            method.releaseAsync(guard, () -> "forced-async");
            return stage;
        });
        var flux = new CompletableFuture<@Nullable Void>();
        sync("reactive", () -> {
            try {
                new ForeignFlux(faulty, bodies)
                        .subscribe(method, guard, key("reactive"))
                        .whenComplete((none, thrown) -> flux.complete(null));
            } catch (Throwable thrown) {
                flux.complete(null);
            }
        });
        outcome("reactive", flux);
        sync("asked", () -> guard.isLocked("other"));
        outcome("asked", method.isLockedAsync(guard, key("other")));
        sync("run", () -> guard.tryRun("run", faulty.wrap("Action", Runnable.class, () -> {})));
        sync("interrupted release", () -> guard.release("nobody's"));
        keysAreFree();
        otherIsHeld(other, token, begin);
        sync("close of the other", other::close);
        TimerWheel<HeldLease> wheel = ((EngineGuard) guard).engine().wheel;
        eventually("the wheel is empty", wheel::isEmpty);
        wheel.all(each -> true).forEach(each -> problem("left: " + each + ", " + each.state()));
        sync("close", () -> guard.close(Duration.ofSeconds(1)));
        problem(onReplies.isEmpty() ? null : "continuations on a thread of the client: " + onReplies);
        faulty.end();
        replies.shutdown();
        bodies.shutdown();
        return problems;
    }

    /** On a busy machine a reply may take longer than a command may. */
    private Lease other() {
        for (int attempt = 1; ; attempt++) {
            try {
                Lease lease = guard.tryAcquire("other");
                if (lease != null) {
                    return lease;
                }
            } catch (OnceBackendException tooLate) {
                if (attempt == 20) {
                    throw tooLate;
                }
            }
            LockSupport.parkNanos(LEASE.toNanos() / 4);
        }
    }

    @SuppressWarnings("unchecked")
    private GuardedMethod.AsyncBody<String> body() {
        GuardedMethod.AsyncBody<String> body = lease -> {
            CompletableFuture<String> work = CompletableFuture.supplyAsync(
                    () -> "ran", CompletableFuture.delayedExecutor(20, MILLISECONDS, bodies));
            return faulty.wrap("BodyStage", CompletionStage.class, work);
        };
        return faulty.wrap("AsyncBody", GuardedMethod.AsyncBody.class, body);
    }

    @SuppressWarnings("unchecked")
    private Supplier<String> key(String key) {
        return faulty.wrap("Key", Supplier.class, () -> key);
    }

    private void async(String key, GuardedMethod.AsyncBody<String> body) throws Exception {
        CompletableFuture<String> result = method.runAsync(guard, key(key), body, "locked");
        result.whenComplete((value, thrown) -> {
            if (Thread.currentThread().getName().startsWith("replies")) {
                onReplies.add(key);
            }
        });
        outcome("async " + key, result);
    }

    private void lose() {
        Lease lease = guard.tryAcquire("forced");
        if (lease != null) {
            try (lease) {
                lease.onLost(faulty.wrap("OnLost", Runnable.class, () -> {}));
                guard.release("forced");
            }
        }
    }

    private void sync(String what, Runnable call) throws Exception {
        var outcome = new CompletableFuture<@Nullable Void>();
        var thread = new Thread(() -> {
            try {
                call.run();
            } catch (Throwable thrown) {
                // an outcome, too
            } finally {
                outcome.complete(null);
            }
        });
        thread.setDaemon(true);
        thread.start();
        outcome(what, outcome);
    }

    private void outcome(String what, CompletableFuture<?> outcome) throws Exception {
        try {
            outcome.get(BOUND_SECONDS, SECONDS);
        } catch (TimeoutException none) {
            problem("no outcome of " + what);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.CancellationException thrown) {
            return; // an outcome, too
        }
    }

    private void keysAreFree() throws Exception {
        for (String key : List.of("sync", "async", "forced", "forced-async", "reactive", "run")) {
            eventually("key " + key + " is free", () -> !isStored(key));
        }
    }

    private boolean isStored(String key) {
        return stored(key).isPresent();
    }

    private Optional<StoredLock> stored(String key) {
        return askedAgain(
                () -> memory.holder("once:" + key).toCompletableFuture().join());
    }

    /** Asks again if a clock, which fails once, did so here. */
    private static <T> T askedAgain(Supplier<T> question) {
        try {
            return question.get();
        } catch (Throwable clock) {
            return question.get();
        }
    }

    private void otherIsHeld(Lease other, String token, long begin) throws Exception {
        eventually("time goes on", () -> System.nanoTime() - begin > LEASE.toNanos() * 5 / 4);
        problem(
                lost.stream().anyMatch(each -> each.lease() == other) || !askedAgain(other::isHeld)
                        ? "the other lease was lost"
                        : null);
        problem(
                stored("other").map(StoredLock::value).filter(token::equals).isEmpty()
                        ? "the other key was not renewed"
                        : null);
    }

    private void eventually(String what, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                problem("not in time: " + what);
                return;
            }
            Thread.sleep(10);
        }
    }

    private void problem(@Nullable String what) {
        if (what != null) {
            problems.add(faulty + ": " + what);
        }
    }

    private static ExecutorService daemons(String name, int threads) {
        return Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
