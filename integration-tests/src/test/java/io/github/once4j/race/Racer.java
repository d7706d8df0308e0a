package io.github.once4j.race;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.stream.IntStream;

/** One process of the race: waits for a line on its standard input, races with four threads, and prints its intervals. */
final class Racer {
    private static final int THREADS = 4;

    private Racer() {}

    /** Arguments: the Redis, how many milliseconds, {@code guarded} or {@code unguarded}. */
    public static void main(String[] args) throws Exception {
        Duration time = Duration.ofMillis(Long.parseLong(args[1]));
        var redis = RedisClient.create(args[0]);
        try (var connection = redis.connect();
                var guard = OnceGuard.builder()
                        .client(LettuceNxClient.connect(args[0]))
                        .build()) {
            Entry entry = args[2].equals("guarded")
                    ? new EntryOnce(guard, new Counter(connection))
                    : new Entry(new Counter(connection)) {};
            System.out.println("ready");
            if (System.in.read() < 0) {
                throw new IllegalStateException("the test has ended");
            }
            race(entry, System.nanoTime() + time.toNanos());
            entry.intervals.forEach(interval -> System.out.println(interval.line()));
        } finally {
            redis.shutdown();
        }
    }

    private static void race(Entry entry, long end) throws InterruptedException {
        var threads = IntStream.range(0, THREADS)
                .mapToObj(i -> new Thread(() -> {
                    while (System.nanoTime() - end < 0) {
                        entry.enter();
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
