package io.github.once4j.lockbench;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** Calls against a real server, each thread with a key of its own. A call that is not answered as it must be, fails. */
@State(Scope.Benchmark)
public class ServerBenchmark {
    static final String HELD_HERE = "held-here";
    static final String HELD_ELSEWHERE = "held-elsewhere";

    /** For one wave of {@link #async}: so many that its beginning and its end weigh little. */
    static final int CALLS_PER_SLOT = 4;

    @Param("RAW")
    public Peer peer = Peer.RAW;

    @Param("1")
    public int inFlight = 1;

    /** How many keys are used in turn. */
    @Param("1")
    public int keys = 1;

    /** A free key. */
    @Benchmark
    public int free(Own key) throws Exception {
        return expected(key.id.length(), Shared.of(peer).call(key.id));
    }

    /** Keys that the contestant itself holds, on another thread, in turn. */
    @Benchmark
    public int heldHere(HeldHere held) throws Exception {
        return expected(Contestant.LOCKED, Shared.of(peer).call(held.next()));
    }

    /** A key that another instance of the contestant holds, with a connection of its own. */
    @Benchmark
    public int heldElsewhere() throws Exception {
        return expected(Contestant.LOCKED, Shared.of(peer).call(peer.own(HELD_ELSEWHERE)));
    }

    /** Free keys, so many calls at once as there are slots, until each slot was used a few times. */
    @Benchmark
    public void async() throws Exception {
        Contestant contestant = Shared.of(peer);
        BlockingQueue<String> slots = new ArrayBlockingQueue<>(inFlight);
        for (int slot = 0; slot < inFlight; slot++) {
            slots.add(peer.own("slot-" + slot));
        }
        var failed = new Throwable[1];
        for (int call = 0; call < inFlight * CALLS_PER_SLOT; call++) {
            String id = slots.take();
            contestant.callAsync(id).whenComplete((answer, thrown) -> {
                if (thrown != null || answer != id.length()) {
                    failed[0] = thrown == null ? new IllegalStateException(id + " was held") : thrown;
                }
                slots.add(id);
            });
        }
        for (int slot = 0; slot < inFlight; slot++) {
            slots.take();
        }
        if (failed[0] != null) {
            throw new IllegalStateException(failed[0]);
        }
    }

    private static int expected(int expected, int answer) {
        if (answer != expected) {
            throw new IllegalStateException("answered " + answer + " instead of " + expected);
        }
        return answer;
    }

    /** The first keys that a contestant holds itself. */
    static String[] heldHere(Peer peer, int keys) {
        return IntStream.range(0, keys).mapToObj(key -> peer.own(HELD_HERE + key)).toArray(String[]::new);
    }

    /** The keys that the contestant itself holds. */
    @State(Scope.Thread)
    public static class HeldHere {
        private String[] ids = new String[0];
        private int next;

        /** Names them. */
        @Setup
        public void name(ServerBenchmark benchmark) {
            ids = heldHere(benchmark.peer, benchmark.keys);
        }

        String next() {
            next = next + 1 < ids.length ? next + 1 : 0;
            return ids[next];
        }
    }

    /** The key of one thread. */
    @State(Scope.Thread)
    public static class Own {
        String id = "";

        /** Names it by the number of the thread. */
        @Setup
        public void name(ServerBenchmark benchmark, ThreadParams thread) {
            id = benchmark.peer.own("t" + thread.getThreadIndex());
        }
    }
}
