package io.github.once4j.lockbench;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.micrometer.OnceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** A call in memory of a guard that nobody listens to, beside guards with a listener. */
@State(Scope.Thread)
public class ListenerBenchmark {
    private static final String HELD = "held";
    private static final JobOnce NONE = job();
    private static final JobOnce LISTENER = job(new Counting());
    private static final JobOnce METRICS = job(new OnceMetrics(new SimpleMeterRegistry()));

    private String id = "";

    /** Names the key by the number of the thread. */
    @Setup
    public void name(ThreadParams thread) {
        id = "t" + thread.getThreadIndex();
    }

    private static JobOnce job(OnceListener... listeners) {
        var builder = OnceGuard.builder().client(new InMemoryNxClient());
        for (OnceListener each : listeners) {
            builder.listener(each);
        }
        OnceGuard guard = builder.build();
        guard.tryAcquire("job-" + HELD);
        return new JobOnce(guard);
    }

    @Benchmark
    public int free() {
        return NONE.run(id);
    }

    @Benchmark
    public int freeWithListener() {
        return LISTENER.run(id);
    }

    @Benchmark
    public int freeWithMetrics() {
        return METRICS.run(id);
    }

    @Benchmark
    public int held() {
        return NONE.run(HELD);
    }

    @Benchmark
    public int heldWithListener() {
        return LISTENER.run(HELD);
    }

    @Benchmark
    public int heldWithMetrics() {
        return METRICS.run(HELD);
    }

    /** Counts events. */
    private static final class Counting implements OnceListener {
        private final LongAdder events = new LongAdder();

        @Override
        public void acquired(Acquired event) {
            events.increment();
        }

        @Override
        public void locked(Locked event) {
            events.increment();
        }

        @Override
        public void released(Released event) {
            events.increment();
        }
    }
}
