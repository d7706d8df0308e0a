package io.github.once4j.servers;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Redis Cluster of masters on this machine, each with the same number of slots, without persistence. */
public final class RealCluster implements AutoCloseable {
    private final List<RealRedis> nodes = new ArrayList<>();
    private final int size;
    private final int slotsOfANode;

    private RealCluster(int size) {
        this.size = size;
        this.slotsOfANode = (SlotHash.SLOT_COUNT + size - 1) / size;
    }

    /** Starts three masters. */
    public static RealCluster start() {
        return start(3);
    }

    /** Starts masters, assigns the slots, and waits until each master knows that all slots are served. */
    public static RealCluster start(int size, String... settings) {
        var cluster = new RealCluster(size);
        try {
            for (int i = 0; i < size; i++) {
                cluster.add(i, settings);
            }
            await().atMost(Duration.ofSeconds(30)).until(cluster::isServed);
            return cluster;
        } catch (RuntimeException | Error failed) {
            cluster.close();
            throw failed;
        }
    }

    private void add(int index, String... settings) {
        int busPort = RealRedis.freePort();
        List<String> all = new ArrayList<>(List.of(
                "cluster-enabled yes",
                "cluster-port " + busPort,
                "cluster-node-timeout 1000",
                "cluster-config-file nodes-" + busPort + ".conf"));
        all.addAll(List.of(settings));
        RealRedis node = RealRedis.start(all.toArray(String[]::new));
        nodes.add(node);
        int first = index * slotsOfANode;
        int last = Math.min(first + slotsOfANode, SlotHash.SLOT_COUNT) - 1;
        node.run("CLUSTER", "ADDSLOTSRANGE", String.valueOf(first), String.valueOf(last));
        String port = String.valueOf(node.port());
        nodes.forEach(each -> each.run("CLUSTER", "MEET", "127.0.0.1", port, String.valueOf(busPort)));
    }

    private boolean isServed() {
        return nodes.stream()
                .map(node -> node.run("CLUSTER", "INFO"))
                .allMatch(info ->
                        info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + size + "\r"));
    }

    /** The address of the first master. */
    public String uri() {
        return nodes.get(0).uri();
    }

    /** The masters, in the order of their slots. */
    public List<RealRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** The master that serves a key, as long as no slot was moved. */
    public RealRedis nodeOf(String key) {
        return nodes.get(SlotHash.getSlot(key) / slotsOfANode);
    }

    /** Assigns a slot to another master, as an operator does who has emptied it before. */
    public void move(int slot, RealRedis to) {
        String id = to.run("CLUSTER", "MYID");
        nodes.forEach(node -> node.run("CLUSTER", "SETSLOT", String.valueOf(slot), "NODE", id));
    }

    @Override
    public void close() {
        nodes.forEach(RealRedis::close);
    }
}
