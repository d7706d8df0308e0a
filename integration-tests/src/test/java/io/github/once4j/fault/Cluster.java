package io.github.once4j.fault;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A Cluster of three masters. A proxy before a node is announced as the node's own address; the bus goes past it. */
final class Cluster {
    private static final int SLOTS = 16384;

    private final List<RedisProcess> nodes = new ArrayList<>();
    private final List<Integer> buses = new ArrayList<>();
    private final List<FaultProxy> lines = new ArrayList<>();

    private final boolean behindProxies;

    private final int masters;

    private Cluster(boolean behindProxies, int masters) {
        this.behindProxies = behindProxies;
        this.masters = masters;
    }

    /** Starts three masters, {@code behind} proxies or without any: replicas do not copy through one. */
    static Cluster start(Scene scene, boolean behind) throws Exception {
        return start(scene, behind, 3);
    }

    /** Starts masters. */
    static Cluster start(Scene scene, boolean behind, int masters) throws Exception {
        var cluster = new Cluster(behind, masters);
        for (int i = 0; i < masters; i++) {
            cluster.add(scene);
        }
        for (int i = 0; i < masters; i++) {
            RedisProcess node = cluster.nodes.get(i);
            int last = cluster.first(i + 1) - 1;
            node.command("CLUSTER", "ADDSLOTSRANGE", Integer.toString(cluster.first(i)), Integer.toString(last));
            cluster.meet(node, 0);
        }
        cluster.awaitOk(masters);
        return cluster;
    }

    private int first(int node) {
        return node * SLOTS / masters;
    }

    private RedisProcess add(Scene scene) throws IOException {
        int bus = RedisProcess.freePort();
        var line = new FaultProxy(0);
        scene.closing(line::close);
        List<String> settings = new ArrayList<>(List.of(
                "cluster-enabled yes",
                "cluster-node-timeout 1000",
                "cluster-port " + bus,
                "cluster-announce-bus-port " + bus,
                "repl-diskless-sync-delay 0"));
        if (behindProxies) {
            settings.addAll(List.of("cluster-announce-ip 127.0.0.1", "cluster-announce-port " + line.port()));
        }
        RedisProcess node = scene.redis(settings.toArray(String[]::new));
        line.towards(node.port());
        nodes.add(node);
        lines.add(line);
        buses.add(bus);
        return node;
    }

    private void meet(RedisProcess node, int other) throws IOException {
        node.command(
                "CLUSTER", "MEET", "127.0.0.1", Integer.toString(address(other)), Integer.toString(buses.get(other)));
    }

    private int address(int node) {
        return behindProxies ? lines.get(node).port() : nodes.get(node).port();
    }

    private void awaitOk(int known) throws Exception {
        for (RedisProcess node : nodes) {
            Scene.until("the cluster is up", Duration.ofSeconds(30), () -> {
                String info = node.command("CLUSTER", "INFO");
                return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + known);
            });
        }
    }

    /** A replica of one of the masters, in step with it. */
    RedisProcess replicaOf(Scene scene, RedisProcess master) throws Exception {
        RedisProcess replica = add(scene);
        meet(replica, 0);
        awaitOk(nodes.size());
        String id = master.command("CLUSTER", "MYID");
        Scene.until(
                "it replicates",
                Duration.ofSeconds(30),
                () -> replica.command("CLUSTER", "REPLICATE", id).equals("+OK"));
        Scene.until(
                "it is in step",
                Duration.ofSeconds(30),
                () -> replica.command("INFO", "replication").contains("master_link_status:up"));
        return replica;
    }

    LettuceNxClient client() {
        return LettuceNxClient.connectCluster(IntStream.range(0, masters)
                .mapToObj(node -> "redis://127.0.0.1:" + address(node))
                .toArray(String[]::new));
    }

    List<RedisProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** A key whose slot a node serves. */
    String keyOf(RedisProcess node) {
        int number = 0;
        while (owner(Scene.stored("k" + number)) != node) {
            number++;
        }
        return "k" + number;
    }

    /** The slot of a key. */
    static int slot(String key) {
        return SlotHash.getSlot(key);
    }

    /** Begins to move a slot: the source has its keys still. */
    void beginToMove(int slot, RedisProcess from, RedisProcess to) throws IOException {
        to.command("CLUSTER", "SETSLOT", Integer.toString(slot), "IMPORTING", from.command("CLUSTER", "MYID"));
        from.command("CLUSTER", "SETSLOT", Integer.toString(slot), "MIGRATING", to.command("CLUSTER", "MYID"));
    }

    /** Moves the keys of a slot, and then the slot. */
    void move(int slot, RedisProcess from, RedisProcess to, String... keys) throws IOException {
        for (String key : keys) {
            from.command("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key, "0", "5000");
        }
        String id = to.command("CLUSTER", "MYID");
        to.command("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", id);
        from.command("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", id);
    }

    /** The master of a key's slot. */
    RedisProcess owner(String key) {
        int slot = slot(key);
        int node = 0;
        while (first(node + 1) <= slot) {
            node++;
        }
        return nodes.get(node);
    }

    FaultProxy line(RedisProcess node) {
        return lines.get(nodes.indexOf(node));
    }
}
