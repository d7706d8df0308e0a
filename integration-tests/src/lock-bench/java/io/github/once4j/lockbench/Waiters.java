package io.github.once4j.lockbench;

import io.github.once4j.fault.Jvm;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process whose threads all wait for the same key. */
public final class Waiters {
    private static final String KEY = "processes";
    private static final String CONNECTED = "connected";
    private static final String WAITING = "waiting";
    private static final String RAN = "ran";

    private static final int PROCESSES = 20;
    private static final int WAITERS = 50;

    private Waiters() {}

    /** Measures what many of them ask of a server while they wait, and how long they take when the key is free. */
    static void measure(RealRedis redis, OnceGuard holder, Table table) throws Exception {
        List<Jvm> processes = new ArrayList<>();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(Jvm.start(Waiters.class, redis.uri(), String.valueOf(WAITERS)));
            }
            for (Jvm process : processes) {
                process.await(CONNECTED);
            }
            Lease held = Objects.requireNonNull(holder.tryAcquire(KEY));
            for (Jvm process : processes) {
                process.say("go");
            }
            for (Jvm process : processes) {
                process.await(WAITING);
            }
            String name = PROCESSES + " processes with " + WAITERS + " waiters each";
            int asked = Monitor.count(client, redis.port(), () -> TimeUnit.SECONDS.sleep(WaitBenchmark.SECONDS));
            table.row(name + ", key held elsewhere", "%.1f commands/s".formatted((double) asked / WaitBenchmark.SECONDS), "", "");
            long begin = System.nanoTime();
            int commands = Monitor.count(client, redis.port(), () -> {
                held.close();
                for (Jvm process : processes) {
                    if (!process.await(RAN).equals(String.valueOf(WAITERS))) {
                        throw new IllegalStateException("waiters of a process did not run");
                    }
                }
            });
            double seconds = (System.nanoTime() - begin) / 1e9;
            table.row(
                    name + ": all ran after its release",
                    "%.2f s".formatted(seconds),
                    "",
                    "%d commands, %.0f/s".formatted(commands, commands / seconds));
        } finally {
            processes.forEach(Jvm::close);
        }
    }

    /**
     * Runs it.
     *
     * @param args the address of the server, and how many threads
     */
    public static void main(String... args) throws Exception {
        try (OnceGuard guard =
                OnceGuard.builder().client(Jvm.connect(args[0])).prefix("").build()) {
            guard.tryRun("first-" + ProcessHandle.current().pid(), WaitBenchmark.WAITS, () -> {}); // loads classes
            System.out.println(CONNECTED);
            System.in.read();
            List<Thread> threads = new ArrayList<>();
            var ran = new AtomicInteger();
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                var thread = new Thread(() -> {
                    if (guard.tryRun(KEY, WaitBenchmark.WAITS, () -> {})) {
                        ran.incrementAndGet();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            TimeUnit.SECONDS.sleep(1); // they ask first, then wait
            System.out.println(WAITING);
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println(RAN + " " + ran);
        }
        System.exit(0);
    }
}
