package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.simulation.SimulatedCall.Job;
import io.github.once4j.runtime.simulation.SimulatedClient.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: three processes contend for two keys of one server for a minute, under faults that the seed decides. Then the faults
 * end, and so must every call.
 */
final class Simulation {
    private static final int NODES = 3;
    private static final long MINUTE = 60_000_000_000L;
    private static final double SECOND = 1e9;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final long[] LEASES = {1, 2, 5, 5, 5, 6, 6};

    private final EventLoop loop;
    private final History history;
    private final Mutant mutant;
    private final Duration lease;
    private final double faultRate;

    /** The mean time between two calls of a node. */
    private final double callEvery;

    private final SimulatedServer server;
    private final List<Job> jobs = new ArrayList<>();
    private final SimulatedNode[] nodes = new SimulatedNode[NODES];
    private int incarnations;

    private Simulation(long seed, Mutant mutant, boolean written) {
        this.loop = new EventLoop(seed);
        this.history = new History(loop, written);
        this.mutant = mutant;
        this.lease = Duration.ofSeconds(LEASES[loop.pick(LEASES.length)]);
        this.faultRate = loop.between(0.3, 1.5);
        this.callEvery = loop.chance(0.3) ? loop.between(0.3, 2) : 0.04;
        this.server = new SimulatedServer(loop, history, mutant, rate(loop));
    }

    static History run(long seed, Mutant mutant, boolean written) {
        var simulation = new Simulation(seed, mutant, written);
        simulation.run();
        InvariantChecker.check(simulation.history);
        return simulation.history;
    }

    /** The rate of a clock: up to one per cent fast or slow, mostly the worst. */
    static double rate(EventLoop loop) {
        return loop.chance(0.9) ? (loop.chance(0.5) ? 0.99 : 1.01) : loop.between(0.99, 1.01);
    }

    static double longestServerStop(double lease) {
        return lease;
    }

    private void run() {
        jobs.add(job("red"));
        jobs.add(job("blue"));
        history.note(() -> "lease " + lease + ", fault rate " + faultRate + ", " + jobs);
        for (int i = 0; i < NODES; i++) {
            start(i);
            nodeFaults(i);
        }
        serverFaults();
        while (loop.step(MINUTE)) {}
        for (SimulatedNode node : nodes) {
            node.client().line(Line.UP);
        }
        server.refuse(false);
        long end = MINUTE + 20 * lease.toNanos();
        while (loop.step(end)) {}
        server.settle();
        if (!loop.isOver()) {
            history.broken(Invariant.NOTHING_REMAINS, "something is still scheduled");
        }
        for (SimulatedNode node : nodes) {
            if (!node.isClean()) {
                history.broken(Invariant.NOTHING_REMAINS, node + " has leases or commands left");
            } else {
                node.closeGuard();
            }
        }
    }

    private Job job(String key) {
        @Nullable Duration least = loop.chance(0.25) ? times(loop.between(0.02, 1.2)) : null;
        @Nullable Duration most = loop.chance(0.25) ? times(loop.between(least == null ? 0.5 : 1.5, 3)) : null;
        if (most != null && most.compareTo(SHORTEST_LEASE) < 0) {
            most = SHORTEST_LEASE; // below it, a signal may take a tenth of it only
        }
        @Nullable Duration waits = loop.chance(0.5) ? times(loop.between(0.1, 1.5)) : null;
        return new Job(key, lease, least, most, waits, loop.chance(0.7), loop.chance(0.4));
    }

    private Duration times(double factor) {
        return Duration.ofNanos((long) (lease.toNanos() * factor));
    }

    // ---- calls

    private void start(int place) {
        String name = "node " + (char) ('A' + place) + incarnations++;
        var node = new SimulatedNode(loop, history, server, mutant, name, lease);
        nodes[place] = node;
        callSoon(node);
    }

    private void callSoon(SimulatedNode node) {
        long wait = loop.exponential(callEvery * SECOND);
        if (loop.now() + wait < MINUTE) {
            loop.after(wait, () -> {
                if (!node.isDead()) {
                    node.now(() -> node.call(jobs.get(loop.pick(jobs.size())), history.calls.size()));
                    callSoon(node);
                }
            });
        }
    }

    // ---- faults

    private void nodeFaults(int place) {
        often(4.0 * lease.toNanos(), () -> partition(nodes[place]));
        often(6.0 * lease.toNanos(), () -> slowThenSilent(nodes[place]));
        often(0.7 * SECOND, () -> nodes[place].pause(loop.upTo(nodes[place].shortPause())));
        often(30 * SECOND, () -> nodes[place].pause(loop.upTo(2.5 * lease.toNanos())));
        often(40 * SECOND, () -> crash(place));
        often(30 * SECOND, () -> nodes[place].jump(loop.upTo(20_000) - 10_000));
    }

    private void serverFaults() {
        often(25 * SECOND, () -> server.stop(loop.upTo(longestServerStop((double) lease.toNanos()))));
        often(30 * SECOND, () -> {
            server.refuse(true);
            loop.after(loop.upTo(lease.toNanos()), () -> server.refuse(false));
        });
        often(15 * SECOND, () -> force(nodes[loop.pick(NODES)], jobs.get(loop.pick(jobs.size()))));
    }

    private void often(double mean, Runnable fault) {
        long wait = loop.exponential(mean / faultRate);
        if (loop.now() + wait < MINUTE) {
            loop.after(wait, () -> {
                fault.run();
                often(mean, fault);
            });
        }
    }

    private void partition(SimulatedNode node) {
        Line[] kinds = {Line.SILENT, Line.SILENT, Line.NO_REQUESTS, Line.NO_REPLIES, Line.REFUSED};
        history.happened(Fault.PARTITION);
        node.client().line(kinds[loop.pick(kinds.length)]);
        double length = switch (loop.pick(8)) {
            case 0, 1 -> loop.between(0.05, 1);
            case 2 -> loop.between(1.6, 8);
            default -> loop.between(1, 1.6);
        };
        endPartition(node, length);
    }

    private void endPartition(SimulatedNode node, double leases) {
        loop.after((long) (leases * lease.toNanos()), () -> node.client().line(Line.UP));
    }

    /** Replies come later than the margin of a lease, but in time to be accepted; then none come until the lease is over. */
    private void slowThenSilent(SimulatedNode node) {
        history.happened(Fault.SLOW_REPLIES);
        node.client().slowReplies((long) (loop.between(0.08, 0.3) * lease.toNanos()));
        loop.after((long) (loop.between(0.2, 0.8) * lease.toNanos()), () -> {
            node.client().line(Line.SILENT);
            node.client().slowReplies(0);
            endPartition(node, loop.between(1, 1.6));
        });
    }

    private void crash(int place) {
        if (!nodes[place].isDead()) {
            nodes[place].die();
            loop.after(loop.upTo(2.0 * lease.toNanos()), () -> start(place));
        }
    }

    private void force(SimulatedNode node, Job job) {
        if (!node.isDead()) {
            node.now(() -> node.force(job.key()));
        }
    }
}
