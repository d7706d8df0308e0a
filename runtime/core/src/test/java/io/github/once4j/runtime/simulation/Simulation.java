package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.simulation.SimulatedCall.Job;
import io.github.once4j.runtime.simulation.SimulatedClient.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: three processes that want the same two keys of one server, for a minute, in bad weather that the seed decides.
 * Then the sky clears, and everything must come to an end.
 */
final class Simulation {
    private static final int NODES = 3;
    private static final long MINUTE = 60_000_000_000L;
    private static final double SECOND = 1e9;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final long[] LEASES = {1, 2, 5, 5, 5, 6, 6};

    private final World world;
    private final History history;
    private final Mutant mutant;
    private final Duration lease;
    private final double storm;
    private final SimulatedServer server;
    private final List<Job> jobs = new ArrayList<>();
    private final SimulatedNode[] nodes = new SimulatedNode[NODES];
    private int incarnations;

    private Simulation(long seed, Mutant mutant, boolean written) {
        this.world = new World(seed);
        this.history = new History(world, written);
        this.mutant = mutant;
        this.lease = Duration.ofSeconds(LEASES[world.pick(LEASES.length)]);
        this.storm = world.between(0.3, 1.5);
        this.server = new SimulatedServer(world, history, mutant, rate(world));
    }

    static History run(long seed, Mutant mutant, boolean written) {
        var simulation = new Simulation(seed, mutant, written);
        simulation.run();
        Judge.judge(simulation.history);
        return simulation.history;
    }

    /** The rate of a clock: up to one per cent fast or slow, and as bad as that more often than not. */
    static double rate(World world) {
        return world.chance(0.9) ? (world.chance(0.5) ? 0.99 : 1.01) : world.between(0.99, 1.01);
    }

    static double longestServerStop(double lease) {
        return lease;
    }

    private void run() {
        jobs.add(job("red"));
        jobs.add(job("blue"));
        history.note(() -> "lease " + lease + ", storm " + storm + ", " + jobs);
        for (int i = 0; i < NODES; i++) {
            start(i);
            weather(i);
        }
        serverWeather();
        while (world.step(MINUTE)) {}
        for (SimulatedNode node : nodes) {
            node.client().line(Line.UP);
        }
        server.refuse(false);
        long end = MINUTE + 20 * lease.toNanos();
        while (world.step(end)) {}
        server.settle();
        if (!world.isOver()) {
            history.broken(Law.NOTHING_STAYS, "something is still planned");
        }
        for (SimulatedNode node : nodes) {
            if (!node.isClean()) {
                history.broken(Law.NOTHING_STAYS, node + " has leases or questions left");
            } else {
                node.closeGuard();
            }
        }
    }

    private Job job(String key) {
        @Nullable Duration least = world.chance(0.25) ? times(world.between(0.02, 1.2)) : null;
        @Nullable Duration most = world.chance(0.25) ? times(world.between(least == null ? 0.5 : 1.5, 3)) : null;
        if (most != null && most.compareTo(SHORTEST_LEASE) < 0) {
            most = SHORTEST_LEASE; // below it, a signal may take a tenth of it only
        }
        return new Job(key, lease, least, most, world.chance(0.7), world.chance(0.4));
    }

    private Duration times(double factor) {
        return Duration.ofNanos((long) (lease.toNanos() * factor));
    }

    // ---- calls

    private void start(int place) {
        String name = "node " + (char) ('A' + place) + incarnations++;
        var node = new SimulatedNode(world, history, server, mutant, name, lease);
        nodes[place] = node;
        callSoon(node);
    }

    private void callSoon(SimulatedNode node) {
        long wait = world.exponential(0.04 * SECOND);
        if (world.now() + wait < MINUTE) {
            world.after(wait, () -> {
                if (!node.isDead()) {
                    node.now(() -> node.call(jobs.get(world.pick(jobs.size())), history.calls.size()));
                    callSoon(node);
                }
            });
        }
    }

    // ---- weather

    private void weather(int place) {
        often(4.0 * lease.toNanos(), () -> partition(nodes[place]));
        often(0.7 * SECOND, () -> nodes[place].pause(world.upTo(nodes[place].shortPause())));
        often(30 * SECOND, () -> nodes[place].pause(world.upTo(2.5 * lease.toNanos())));
        often(40 * SECOND, () -> crash(place));
        often(30 * SECOND, () -> nodes[place].jump(world.upTo(20_000) - 10_000));
    }

    private void serverWeather() {
        often(25 * SECOND, () -> server.stop(world.upTo(longestServerStop((double) lease.toNanos()))));
        often(30 * SECOND, () -> {
            server.refuse(true);
            world.after(world.upTo(lease.toNanos()), () -> server.refuse(false));
        });
        often(15 * SECOND, () -> force(nodes[world.pick(NODES)], jobs.get(world.pick(jobs.size()))));
    }

    private void often(double mean, Runnable fault) {
        long wait = world.exponential(mean / storm);
        if (world.now() + wait < MINUTE) {
            world.after(wait, () -> {
                fault.run();
                often(mean, fault);
            });
        }
    }

    private void partition(SimulatedNode node) {
        Line[] kinds = {Line.SILENT, Line.SILENT, Line.NO_REQUESTS, Line.NO_REPLIES, Line.REFUSED};
        history.happened(Fault.PARTITION);
        node.client().line(kinds[world.pick(kinds.length)]);
        double length = switch (world.pick(8)) {
            case 0, 1 -> world.between(0.05, 1);
            case 2 -> world.between(1.6, 8);
            default -> world.between(1, 1.6);
        };
        world.after((long) (length * lease.toNanos()), () -> node.client().line(Line.UP));
    }

    private void crash(int place) {
        if (!nodes[place].isDead()) {
            nodes[place].die();
            world.after(world.upTo(2.0 * lease.toNanos()), () -> start(place));
        }
    }

    private void force(SimulatedNode node, Job job) {
        if (!node.isDead()) {
            node.now(() -> node.force(job.key()));
        }
    }
}
