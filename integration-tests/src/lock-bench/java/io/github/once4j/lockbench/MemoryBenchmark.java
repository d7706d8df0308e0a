package io.github.once4j.lockbench;

import io.github.once4j.runtime.OnceGuard;
import java.util.concurrent.ConcurrentHashMap;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.inmemory.InMemoryLockProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Calls whose keys live in this process, each thread with a key of its own. */
@State(Scope.Benchmark)
public class MemoryBenchmark {
    // Shared by all turns, as an application has them.
    private static final ConcurrentHashMap<String, String> KEYS = new ConcurrentHashMap<>();
    private static final JobOnce JOB = new JobOnce(OnceGuard.inMemory());
    private static final LockProvider SHEDLOCK = new InMemoryLockProvider();

    /** The least: one entry of a map, under the text that the others use. */
    @Benchmark
    public int map(Own key) {
        String text = "job-" + key.id;
        if (KEYS.putIfAbsent(text, "held") != null) {
            return Contestant.LOCKED;
        }
        try {
            return Contestant.body(key.id);
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
}
