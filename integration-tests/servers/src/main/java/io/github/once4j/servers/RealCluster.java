package io.github.once4j.servers;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Redis Cluster of three masters on this machine, each with a third of the slots, without persistence. */
public final class RealCluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final int SLOTS_OF_A_NODE = (SlotHash.SLOT_COUNT + NODES - 1) / NODES;

    private final List<RealRedis> nodes = new ArrayList<>();

    private RealCluster() {}

    /** Starts the nodes, deals out the slots, and waits until each node knows that all are served. */
    public static RealCluster start() {
        var cluster = new RealCluster();
        try {
            for (int i = 0; i < NODES; i++) {
                int busPort = RealRedis.freePort();
                RealRedis node = RealRedis.start(
                        "cluster-enabled yes",
                        "cluster-port " + busPort,
                        "cluster-node-timeout 1000",
                        "cluster-config-file nodes-" + busPort + ".conf");
                cluster.nodes.add(node);
                cluster.join(node, i, busPort);
            }
            await().atMost(Duration.ofSeconds(30)).until(cluster::isServed);
            return cluster;
        } catch (RuntimeException | Error failed) {
            cluster.close();
            throw failed;
        }
    }

    private void join(RealRedis node, int index, int busPort) {
        int first = index * SLOTS_OF_A_NODE;
        int last = Math.min(first + SLOTS_OF_A_NODE, SlotHash.SLOT_COUNT) - 1;
        node.run("CLUSTER", "ADDSLOTSRANGE", String.valueOf(first), String.valueOf(last));
        String port = String.valueOf(node.port());
        nodes.forEach(each -> each.run("CLUSTER", "MEET", "127.0.0.1", port, String.valueOf(busPort)));
    }

    private boolean isServed() {
        return nodes.stream()
                .map(node -> node.run("CLUSTER", "INFO"))
                .allMatch(info ->
                        info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + NODES + "\r"));
    }

    /** Where it can be entered. */
    public String uri() {
        return nodes.get(0).uri();
    }

    /** Its nodes; each has a third of the slots, in order. */
    public List<RealRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** The node that serves a key, as long as no slot was moved. */
    public RealRedis nodeOf(String key) {
        return nodes.get(SlotHash.getSlot(key) / SLOTS_OF_A_NODE);
    }

    /** Gives a slot to another node, as an operator does who has emptied it before. */
    public void move(int slot, RealRedis to) {
        String id = to.run("CLUSTER", "MYID");
        nodes.forEach(node -> node.run("CLUSTER", "SETSLOT", String.valueOf(slot), "NODE", id));
    }

    @Override
    public void close() {
        nodes.forEach(RealRedis::close);
    }
}
