package io.github.once4j.race;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.fault.Jvm;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** One process of the races: reads one on its standard input, waits for another line, races, and prints its intervals. */
final class Racer {
    static final String READY = "ready";
    static final String END = "end";
    static final int LEAST_RUNS = 5;
    private static final int THREADS = 2;
    private static final long PAUSE = 1_000_000;

    private final StatefulRedisConnection<String, String> counter;
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));

    private Racer(StatefulRedisConnection<String, String> counter) {
        this.counter = counter;
    }

    /** Argument: the Redis of the counter. Each race is a URI, how many milliseconds, {@code guarded} or {@code unguarded}. */
    public static void main(String[] args) throws Exception {
        var redis = RedisClient.create(args[0]);
        try (var connection = redis.connect()) {
            var racer = new Racer(connection);
            for (String race = racer.input.readLine(); race != null; race = racer.input.readLine()) {
                String[] words = race.split(" ", -1);
                racer.race(words[0], Duration.ofMillis(Long.parseLong(words[1])), words[2].equals("guarded"));
            }
        } finally {
            redis.shutdown();
        }
    }

    private void race(String uri, Duration time, boolean guarded) throws Exception {
        if (uri.startsWith("redis:")) {
            race(Jvm.connect(uri), RealRedis.runsScripts(), time, guarded);
        } else {
            try (HikariDataSource pool = RealDatabase.pool(uri, THREADS + 1)) {
                race(JdbcNxClient.builder(pool).createTableIfMissing().build(), true, time, guarded);
            }
        }
    }

    private void race(NxClient client, boolean fenced, Duration time, boolean guarded) throws Exception {
        try (var guard = OnceGuard.builder().client(client).prefix("race:").build()) {
            Entry entry = guarded ? new EntryOnce(guard, new Counter(counter)) : new Entry(new Counter(counter)) {};
            System.out.println(READY);
            if (input.readLine() == null) {
                throw new IOException("the test has ended");
            }
            race(entry, fenced, System.nanoTime() + time.toNanos());
            entry.intervals.forEach(interval -> System.out.println(interval.line()));
            System.out.println(END);
        }
    }

    private static void race(Entry entry, boolean fenced, long end) throws InterruptedException {
        var threads = IntStream.range(0, THREADS)
                .mapToObj(i -> new Thread(() -> {
                    while (System.nanoTime() - end < 0 || entry.intervals.size() < LEAST_RUNS) {
                        if (fenced) {
                            entry.fenced(Lease.unguarded());
                        } else {
                            entry.plain(Lease.unguarded());
                        }
                        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE)); // lets the others run
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private record Counter(StatefulRedisConnection<String, String> connection) implements Entry.Inside {
        @Override
        public long enter() {
            return connection.sync().incr("inside");
        }

        @Override
        public void leave() {
            connection.sync().decr("inside");
        }
    }
}
