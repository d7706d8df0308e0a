package io.github.once4j.lockbench;

import io.github.once4j.runtime.OnceGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.inmemory.InMemoryLockProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

/** Calls whose keys live in this process, each thread with a key of its own. */
@State(Scope.Benchmark)
public class MemoryBenchmark {
    // Shared by all turns, as an application has them.
    private static final ConcurrentHashMap<String, String> KEYS = new ConcurrentHashMap<>();
    private static final OnceGuard GUARD = OnceGuard.inMemory();
    private static final JobOnce JOB = new JobOnce(GUARD);
    private static final LockProvider SHEDLOCK = new InMemoryLockProvider();

    private static final LockRegistry<Lock> SPRING_INTEGRATION = new DefaultLockRegistry();

    /** The least: one entry of a map, under the text that the others use. */
    @Benchmark
    public int map(Own key) {
        return onMap(key.id);
    }

    private static int onMap(String id) {
        String text = "job-" + id;
        if (KEYS.putIfAbsent(text, "held") != null) {
            return Contestant.LOCKED;
        }
        try {
            return Contestant.body(id);
        } finally {
            KEYS.remove(text, "held");
        }
    }

    @Benchmark
    public int once4j(Own key) {
        return JOB.run(key.id);
    }

    @Benchmark
    public int shedLock(Own key) {
        return ShedLock.call(SHEDLOCK, key.id);
    }

    @Benchmark
    public int mapHeld(Held key) {
        return onMap(key.id);
    }

    @Benchmark
    public int once4jHeld(Held key) {
        return JOB.run(key.id);
    }

    @Benchmark
    public int shedLockHeld(Held key) {
        return ShedLock.call(SHEDLOCK, key.id);
    }

    @Benchmark
    public int springIntegrationHeld(Held key) {
        return SpringIntegration.call(SPRING_INTEGRATION, key.id);
    }

    /** The key of one thread. */
    @State(Scope.Thread)
    public static class Own {
        String id = "";

        /** Names it by the number of the thread. */
        @Setup
        public void name(ThreadParams thread) {
            id = "t" + thread.getThreadIndex();
        }
    }

    /** A key that another thread holds, with each of them. */
    @State(Scope.Benchmark)
    public static class Held {
        final String id = "held";

        /** Takes it, unless it is held already. */
        @Setup
        public void take() throws InterruptedException {
            Thread holder = new Thread(() -> {
                if (KEYS.putIfAbsent("job-held", "held") == null) {
                    Objects.requireNonNull(GUARD.tryAcquire("job-held"));
                    SHEDLOCK.lock(
                            new LockConfiguration(Instant.now(), "job-held", Duration.ofHours(1), Duration.ZERO));
                    SPRING_INTEGRATION.obtain("job-held").lock();
                }
            });
            holder.start();
            holder.join();
        }
    }
}
