package io.github.once4j.lockbench;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waiting for a key costs: {@code ./mvnw -q -Plock-bench -Dlock-bench.main=WaitBenchmark} runs it and prints a table.
 */
public final class WaitBenchmark {
    private static final int HAND_OVERS = 3_000;
    private static final int WARM_UP = 1_000;
    private static final int EXPIRIES = 20;
    private static final int PROCESSES = 20;
    private static final int WAITERS = 50;
    private static final LockOptions WAITS = LockOptions.DEFAULTS.waitAtMost(Duration.ofMinutes(2));

    private final RealRedis redis;
    private final Table table = new Table("waiting", "median", "99 %", "note");

    private WaitBenchmark(RealRedis redis) {
        this.redis = redis;
    }

    /**
     * Runs all.
     *
     * @param args ignored
     */
    public static void main(String... args) throws Exception {
        try (RealRedis redis = RealRedis.start()) {
            var benchmark = new WaitBenchmark(redis);
            benchmark.run();
            System.out.println(benchmark.table);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        try (OnceGuard memory = OnceGuard.inMemory()) {
            handOver("hand-over between two threads, in memory", memory, memory);
        }
        try (OnceGuard guard = guard();
                OnceGuard other = guard()) {
            handOver("hand-over between two threads of one guard, Redis", guard, guard);
            expired(guard);
            manyWaiters(guard, other);
        }
        manyProcesses();
    }

    private OnceGuard guard() {
        return OnceGuard.builder()
                .client(LettuceNxClient.connect(redis.uri()))
                .prefix("")
                .build();
    }

    /** From the call of close to the return of the acquisition that waited. */
    private void handOver(String name, OnceGuard holder, OnceGuard waiter) throws Exception {
        var turns = new SynchronousQueue<Long>();
        var thread = new Thread(() -> {
            try {
                for (int i = 0; i < WARM_UP + HAND_OVERS; i++) {
                    turns.put(0L); // about to wait
                    Lease lease = Objects.requireNonNull(waiter.tryAcquire("hand-over", WAITS));
                    turns.put(System.nanoTime());
                    lease.close();
                    turns.put(0L); // released
                }
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        });
        long[] took = new long[HAND_OVERS];
        boolean first = true;
        for (int i = 0; i < WARM_UP + HAND_OVERS; i++) {
            Lease lease = Objects.requireNonNull(holder.tryAcquire("hand-over"));
            if (first) {
                thread.start();
                first = false;
            }
            turns.take();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            TimeUnit.MICROSECONDS.sleep(200); // it may be on its way to the queue
            long begin = System.nanoTime();
            lease.close();
            long end = turns.take();
            turns.take();
            if (i >= WARM_UP) {
                took[i - WARM_UP] = end - begin;
            }
        }
        thread.join();
        row(name, took, 1e3, "µs", "release and acquisition included");
    }

    /** A key that another program stored for a second: from its end to the acquisition. */
    private void expired(OnceGuard guard) {
        long[] took = new long[EXPIRIES];
        try (RedisClient client = RedisClient.create(redis.uri());
                var connection = client.connect()) {
            for (int i = 0; i < EXPIRIES; i++) {
                connection.sync().set("expired", "another", SetArgs.Builder.px(1_000));
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_000);
                Objects.requireNonNull(guard.tryAcquire("expired", WAITS)).close();
                took[i] = System.nanoTime() - end;
            }
        }
        row("an expired key is taken after", took, 1e6, "ms", "holder's end known by PTTL");
    }

    /** A thousand asynchronous waiters for a key that another process holds. */
    private void manyWaiters(OnceGuard guard, OnceGuard other) throws Exception {
        GuardedMethod method = GuardedMethod.builder(WaitBenchmark.class, "run", "many")
                .waitAtMost(Duration.ofMinutes(2))
                .build();
        int threads = Thread.activeCount();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            Lease held = Objects.requireNonNull(other.tryAcquire("many"));
            List<CompletableFuture<String>> results = new ArrayList<>();
            int seconds = 10;
            int commands = Monitor.count(client, redis.port(), () -> {
                for (int i = 0; i < 1_000; i++) {
                    results.add(method.runAsync(
                            guard, () -> "many", lease -> CompletableFuture.completedFuture("ran"), "locked"));
                }
                TimeUnit.SECONDS.sleep(seconds);
            });
            table.row(
                    "1,000 async waiters of one guard, key held elsewhere",
                    "%.1f commands/s".formatted((double) commands / seconds),
                    "",
                    (Thread.activeCount() - threads) + " more threads");
            held.close();
            long ran = results.stream().map(CompletableFuture::join).filter("ran"::equals).count();
            table.row("of them ran when the key was released", String.valueOf(ran), "", "one after the other");
        }
    }

    private void manyProcesses() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            long begin = System.nanoTime();
            int commands = Monitor.count(client, redis.port(), () -> {
                for (int i = 0; i < PROCESSES; i++) {
                    children.add(ChildJvm.start(Waiters.class, redis.uri(), String.valueOf(WAITERS)));
                }
                for (ChildJvm child : children) {
                    String output = child.output();
                    if (!output.contains(WAITERS + " ran")) {
                        throw new IllegalStateException("a process printed: " + output);
                    }
                }
            });
            double seconds = (System.nanoTime() - begin) / 1e9;
            table.row(
                    PROCESSES + " processes with " + WAITERS + " waiters each, one key, all ran",
                    "%.1f s".formatted(seconds),
                    "",
                    "%.0f commands/s, start of the JVMs included".formatted(commands / seconds));
        }
    }

    private void row(String name, long[] took, double unit, String unitName, String note) {
        Arrays.sort(took);
        table.row(
                name,
                "%.1f %s".formatted(took[took.length / 2] / unit, unitName),
                "%.1f %s".formatted(took[Math.min(took.length - 1, took.length * 99 / 100)] / unit, unitName),
                note);
    }

    /** A process whose threads all wait for the same key. */
    public static final class Waiters {
        private Waiters() {}

        /**
         * Runs it.
         *
         * @param args the address of the server, and how many threads
         */
        public static void main(String... args) throws Exception {
            int ran = 0;
            try (OnceGuard guard = OnceGuard.builder()
                    .client(LettuceNxClient.connect(args[0]))
                    .prefix("")
                    .build()) {
                List<Thread> threads = new ArrayList<>();
                var count = new AtomicInteger();
                for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                    var thread = new Thread(() -> {
                        if (guard.tryRun("processes", WAITS, () -> {})) {
                            count.incrementAndGet();
                        }
                    });
                    thread.start();
                    threads.add(thread);
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                ran = count.get();
            }
            System.out.println(ran + " ran");
            System.exit(0);
        }
    }
}
