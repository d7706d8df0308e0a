package io.github.once4j.lockbench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Calls on many threads at once, each with a key of its own: virtual ones, or those of a pool that keeps them. */
@State(Scope.Benchmark)
public class ThreadsBenchmark {
    static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    @Param("RAW")
    public Peer peer = Peer.RAW;

    /** The number of threads. */
    @Param("1")
    public int inFlight = 1;

    /** Those of the platform, kept from turn to turn. */
    private static final class Platform {
        static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A new one for each task. By reflection: the oldest JDK does not have them. */
    private static final class Virtual {
        static final ExecutorService THREADS = create();

        private static ExecutorService create() {
            try {
                return (ExecutorService)
                        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
    }

    @Benchmark
    public void virtual() throws Exception {
        run(Virtual.THREADS);
    }

    @Benchmark
    public void platform() throws Exception {
        run(Platform.POOL);
    }

    private void run(ExecutorService threads) throws Exception {
        Contestant contestant = Shared.of(peer);
        List<Future<?>> callers = new ArrayList<>();
        for (int caller = 0; caller < inFlight; caller++) {
            String id = peer.own("caller-" + caller);
            callers.add(threads.submit(() -> {
                for (int call = 0; call < ServerBenchmark.CALLS_PER_SLOT; call++) {
                    if (contestant.call(id) != id.length()) {
                        throw new IllegalStateException(id + " was held");
                    }
                }
                return null;
            }));
        }
        @Nullable ExecutionException failed = null;
        for (Future<?> each : callers) { // all of them: none may go on beside the next turn
            try {
                each.get();
            } catch (ExecutionException thrown) {
                failed = thrown;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
