package io.github.once4j.reactive;

import io.github.once4j.fault.Jvm;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Subscribes to guarded results on threads that must not block; prints what blocked, or {@code none}. */
public final class BlockHoundMain {
    private static final String TIMERS = "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";

    private BlockHoundMain() {}

    public static void main(String[] args) throws Exception {
        List<String> blocked = new CopyOnWriteArrayList<>();
        BlockHound.builder()
                .loadIntegrations()
                // Lettuce's own, on its way to a connection: held for a few instructions.
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "decrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
                // The JDK's queue of timers, likewise.
                .allowBlockingCallsInside(TIMERS, "remove")
                .allowBlockingCallsInside(TIMERS, "offer")
                .blockingMethodCallback(method -> blocked.add(method + " " + List.of(new Throwable().getStackTrace())))
                .install();
        Mono.fromRunnable(BlockHoundMain::block)
                .subscribeOn(Schedulers.parallel())
                .block();
        System.out.println("detects " + !blocked.isEmpty());
        blocked.clear();
        try (OnceGuard guard = OnceGuard.builder()
                .client(new InMemoryNxClient())
                .executor(Schedulers.parallel()::schedule)
                .build()) {
            var blocking = new FeedOnce(guard);
            blocking.mono = lease -> Mono.fromRunnable(BlockHoundMain::block);
            blocking.item("blocks").block();
        }
        System.out.println("detects in a body " + !blocked.isEmpty());
        Jvm.connect(RealRedis.shared().uri()).close();
        blocked.clear();
        for (Keys keys : Keys.values()) {
            try (OnceGuard guard =
                    keys.guard().executor(Schedulers.parallel()::schedule).build()) {
                var feed = new FeedOnce(guard);
                feed.flux = lease -> Flux.range(1, 100);
                Flux.range(0, 500)
                        .flatMap(i -> call(feed, i), 64)
                        .subscribeOn(Schedulers.parallel())
                        .blockLast(Duration.ofSeconds(60));
                Lease held = guard.tryAcquire("mono-held");
                call(feed, "held").subscribeOn(Schedulers.parallel()).blockLast(Duration.ofSeconds(60));
                Objects.requireNonNull(held).close();
            }
        }
        System.out.println("blocked " + (blocked.isEmpty() ? "none" : String.join("\n", blocked)));
        System.exit(0);
    }

    private static Flux<Object> call(FeedOnce feed, Object id) {
        try {
            return Flux.concat(
                    feed.valued("" + id),
                    feed.items("" + id),
                    feed.isLockedItem("" + id),
                    feed.items("" + id).take(1),
                    feed.releaseItem("none-" + id));
        } catch (Exception thrown) {
            return Flux.error(thrown);
        }
    }

    private static void block() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
