package io.github.once4j.lockbench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Main class of a JVM that holds leases, and prints what that costs it. */
public final class HolderProcess {
    static final String RESULT = "result ";

    private static final int THREADS = 16;
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);

    private HolderProcess() {}

    /**
     * What the leases cost.
     *
     * @param held how many keys there are at the end
     * @param taken the nanoseconds in which each was taken, one by one on each of several threads
     * @param leastLeftMillis the shortest time to live among them
     * @param core the share of a processor that the JVM used
     * @param bytes of heap for each lease
     * @param commands for a second
     */
    record Result(int held, double taken, long leastLeftMillis, double core, double bytes, double commands) {
        static final Result NONE = new Result(0, Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN);

        String print() {
            return RESULT + held + " " + taken + " " + leastLeftMillis + " " + core + " " + bytes + " " + commands;
        }

        static Result parse(String line) {
            String[] parts = line.substring(RESULT.length()).split(" ", -1);
            return new Result(
                    Integer.parseInt(parts[0]),
                    Double.parseDouble(parts[1]),
                    Long.parseLong(parts[2]),
                    Double.parseDouble(parts[3]),
                    Double.parseDouble(parts[4]),
                    Double.parseDouble(parts[5]));
        }
    }

    /**
     * Holds.
     *
     * @param args the contestant, the number of leases, and the longest period of renewal in milliseconds: after it, each was
     *     renewed once
     */
    public static void main(String... args) throws Exception {
        int leases = Integer.parseInt(args[1]);
        Peer peer = Peer.valueOf(args[0]);
        long period = Long.parseLong(args[2]);
        try (LeaseServer server = Peer.ON_POSTGRESQL.contains(peer) ? new PostgresLeases(peer) : new RedisLeases();
                Contestant contestant = peer.open(server.uri())) {
            contestant.hold("first"); // what is there only once is not counted for each lease
            long empty = heap();
            long begin = System.nanoTime();
            hold(contestant, leases - 1);
            double taken = (double) (System.nanoTime() - begin) / leases;
            long full = heap();
            Thread.sleep(period);
            awaitCompiler();
            long sent = server.sent();
            long processor = processor();
            long start = System.nanoTime();
            Thread.sleep(period + period / 3);
            double seconds = (System.nanoTime() - start) / 1e9;
            double core = (processor() - processor) / 1e9 / seconds;
            double commands = (server.sent() - sent) / seconds;
            long[] left = server.timesToLive();
            System.out.println(new Result(
                            left.length,
                            taken,
                            LongStream.of(left).min().orElse(0),
                            core,
                            (double) (full - empty) / leases,
                            commands)
                    .print());
        }
        System.exit(0); // whatever threads a contestant leaves behind
    }

    private static void hold(Contestant contestant, int leases) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> parts = new ArrayList<>();
        for (int part = 0; part < THREADS; part++) {
            int first = part;
            parts.add(threads.submit(() -> {
                for (int lease = first; lease < leases; lease += THREADS) {
                    contestant.hold(Integer.toString(lease));
                }
                return null;
            }));
        }
        for (Future<?> part : parts) {
            part.get();
        }
        threads.shutdown();
    }

    /** Waits until the JVM compiles next to nothing any more: that cost a contestant with few commands more than its renewals. */
    private static void awaitCompiler() throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long end = System.nanoTime() + LONGEST_WARM_UP.toNanos();
        long before;
        do {
            before = compiler.getTotalCompilationTime();
            Thread.sleep(5000);
        } while (compiler.getTotalCompilationTime() - before > 50 && System.nanoTime() - end < 0);
    }

    static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
