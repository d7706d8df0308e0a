package io.github.once4j.chaos;

import io.github.once4j.fault.Belief;
import io.github.once4j.fault.Jvm;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One process: its threads acquire the keys repeatedly until it is told to stop; each run is printed when it has ended. */
final class Contender {
    private static final int THREADS = 3;
    private static final int KEYS = 3;

    private final String name;
    private final WorkOnce work;
    private final Duration lease;
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicLong longestRemaining = new AtomicLong();
    private volatile boolean stopped;

    private Contender(String name, OnceGuard guard, Duration lease) {
        this.name = name;
        this.work = new WorkOnce(guard);
        this.lease = lease;
    }

    /** Arguments: its name, the Redis, the lease in milliseconds, a seed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Duration lease = Duration.ofMillis(Long.parseLong(args[2]));
        try (var guard =
                OnceGuard.builder().client(Jvm.connect(args[1])).lease(lease).build()) {
            var contender = new Contender(args[0], guard, lease);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                var random = new Random(Long.parseLong(args[3]) + i);
                threads.add(new Thread(() -> contender.contend(random)));
            }
            threads.forEach(Thread::start);
            System.out.println("ready");
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(1); // the test has ended
            }
            contender.stopped = true;
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println("skipped " + contender.skipped);
            System.out.println("failed " + contender.failed);
            System.out.println("lost " + contender.lost);
            System.out.println("remaining " + contender.longestRemaining);
        }
        System.out.println("closed");
    }

    private void contend(Random random) {
        while (!stopped) {
            try {
                work.run("key-" + random.nextInt(KEYS), held -> body(held, random));
            } catch (OnceLockedException held) {
                skipped.incrementAndGet();
                pause(random.nextInt(20));
            } catch (OnceBackendException unknown) {
                failed.incrementAndGet();
                pause(random.nextInt(20));
            }
        }
    }

    /** Mostly short, sometimes long enough to need some renewals. */
    private void body(Lease held, Random random) {
        var belief = new Belief(name, held);
        long millis = random.nextInt(12) == 0 ? random.nextLong(2 * lease.toMillis()) : random.nextInt(10);
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        boolean still = belief.look();
        while (still && System.nanoTime() - end < 0) {
            pause(1);
            still = belief.look();
        }
        if (!still) {
            lost.incrementAndGet();
        }
        System.out.println("run " + belief.end().line());
        longestRemaining.accumulateAndGet(belief.longestRemaining(), Math::max);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
