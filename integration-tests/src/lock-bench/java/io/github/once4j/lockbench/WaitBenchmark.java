package io.github.once4j.lockbench;

import com.sun.management.ThreadMXBean;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What waiting for a key costs: {@code ./mvnw -q -T1 -Plock-bench -Dlock-bench.main=WaitBenchmark} runs it and prints a table; with
 * {@code -Dlock-bench.mode=record} it writes it into benchmarks/.
 */
public final class WaitBenchmark {
    private static final int HAND_OVERS = 3_000;
    private static final int WARM_UP = 1_000;
    private static final int EXPIRIES = 20;
    private static final int FREE_CALLS = 2_000;
    private static final Pattern BYTES = Pattern.compile("total_net_input_bytes:(\\d+)");
    static final int SECONDS = 10;
    static final LockOptions WAITS = LockOptions.DEFAULTS.waitAtMost(Duration.ofMinutes(2));

    private final RealRedis redis;
    private final Table table = new Table("waiting", "median", "99 %", "note");

    private WaitBenchmark(RealRedis redis) {
        this.redis = redis;
    }

    /**
     * Runs all.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws Exception {
        var plan = Plan.of(args[0], Path.of(args[1]));
        try (RealRedis redis = RealRedis.start();
                RedisClient client = RedisClient.create(redis.uri())) {
            List<String> surroundings = Surroundings.of(client);
            var benchmark = new WaitBenchmark(redis);
            benchmark.run();
            String text = "# What waiting for a key costs\n\n" + String.join("; ", surroundings)
                    + ".\n\nWritten by `./mvnw -q -T1 -Plock-bench -Dlock-bench.main=WaitBenchmark -Dlock-bench.mode=record`.\n\n"
                    + benchmark.table + "\n";
            System.out.println(text);
            Files.writeString(Files.createDirectories(plan.folder()).resolve("waiting.md"), text);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        try (OnceGuard memory = OnceGuard.inMemory()) {
            handOver("hand-over between two threads, in memory", memory, memory);
            table.row(
                    "a free key in memory, without waitAtMost and with it: heap for a call",
                    "%.0f B".formatted(allocated(memory, method().build())),
                    "%.0f B".formatted(allocated(memory, waiting())),
                    "");
        }
        freeKey();
        try (OnceGuard guard = guard();
                OnceGuard other = guard()) {
            handOver("hand-over between two threads of one guard, Redis", guard, guard);
            expired(guard);
            manyWaiters(guard, other);
        }
        try (OnceGuard guard = guard()) {
            Waiters.measure(redis, guard, table);
        }
    }

    private static GuardedMethod.Builder method() {
        return GuardedMethod.builder(WaitBenchmark.class, "run", "many");
    }

    private static GuardedMethod waiting() {
        return method().waitAtMost(Duration.ofMinutes(2)).build();
    }

    /** Bytes that the calling thread allocates for a call on a free key. */
    private static double allocated(OnceGuard guard, GuardedMethod method) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = -FREE_CALLS; i < FREE_CALLS; i++) {
            if (i == 0) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            method.acquireOrThrow(guard, "free").close();
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / FREE_CALLS;
    }

    /** What a call on a free key sends. */
    private void freeKey() throws Exception {
        try (OnceGuard guard = guard();
                RedisClient client = RedisClient.create(redis.uri());
                var connection = client.connect()) {
            GuardedMethod waiting = waiting();
            allocated(guard, waiting); // the numbers in tokens have four digits from here on
            for (GuardedMethod each : List.of(method().build(), waiting)) {
                String before = connection.sync().info("stats");
                int commands = Monitor.count(client, redis.port(), () -> {
                    for (int i = 0; i < FREE_CALLS; i++) {
                        each.acquireOrThrow(guard, "free").close();
                    }
                });
                String after = connection.sync().info("stats");
                table.row(
                        "a free key on Redis, " + (each == waiting ? "with" : "without") + " waitAtMost: sent for a call",
                        "%.2f commands".formatted((double) commands / FREE_CALLS),
                        "",
                        "%.1f B".formatted((double) (stat(after) - stat(before)) / FREE_CALLS));
            }
        }
    }

    private static long stat(String info) {
        return BYTES.matcher(info).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
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

    /** A thousand asynchronous calls at once, for a key that another process holds. */
    private void manyWaiters(OnceGuard guard, OnceGuard other) throws Exception {
        GuardedMethod method = waiting();
        long threads = threads();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            Lease held = Objects.requireNonNull(other.tryAcquire("many"));
            List<CompletableFuture<String>> results = new ArrayList<>();
            int first = Monitor.count(client, redis.port(), () -> {
                for (int i = 0; i < 1_000; i++) {
                    results.add(method.runAsync(
                            guard, () -> "many", lease -> CompletableFuture.completedFuture("ran"), "locked"));
                }
                TimeUnit.SECONDS.sleep(1);
            });
            table.row("1,000 async calls of one guard at once find the key held", first + " commands", "", "in all");
            int commands = Monitor.count(client, redis.port(), () -> TimeUnit.SECONDS.sleep(SECONDS));
            table.row(
                    "while these 1,000 wait",
                    "%.1f commands/s".formatted((double) commands / SECONDS),
                    "",
                    (threads() - threads) + " more threads of once4j");
            held.close();
            long ran = results.stream().map(CompletableFuture::join).filter("ran"::equals).count();
            table.row("of them ran when the key was released", String.valueOf(ran), "", "one after the other");
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("once4j"))
                .count();
    }

    private void row(String name, long[] took, double unit, String unitName, String note) {
        Arrays.sort(took);
        table.row(
                name,
                "%.1f %s".formatted(took[took.length / 2] / unit, unitName),
                "%.1f %s".formatted(took[Math.min(took.length - 1, took.length * 99 / 100)] / unit, unitName),
                note);
    }
}
