package io.github.once4j.fault;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Cluster of three masters. A proxy before a node is announced as the node's own address; the bus goes past it. */
final class Cluster {
    private static final int SLOTS = 16384;

    private final List<RedisProcess> nodes = new ArrayList<>();
    private final List<Integer> buses = new ArrayList<>();
    private final List<FaultProxy> lines = new ArrayList<>();

    private final boolean behindProxies;

    private Cluster(boolean behindProxies) {
        this.behindProxies = behindProxies;
    }

    /** Starts it, {@code behind} proxies or without any: replicas do not copy through one. */
    static Cluster start(Scene scene, boolean behind) throws Exception {
        var cluster = new Cluster(behind);
        for (int i = 0; i < 3; i++) {
            cluster.add(scene);
        }
        for (int i = 0; i < 3; i++) {
            RedisProcess node = cluster.nodes.get(i);
            node.command("CLUSTER", "ADDSLOTSRANGE", Integer.toString(first(i)), Integer.toString(first(i + 1) - 1));
            cluster.meet(node, 0);
        }
        cluster.awaitOk(3);
        return cluster;
    }

    private static int first(int node) {
        return node * SLOTS / 3;
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
        return LettuceNxClient.connectCluster("redis://127.0.0.1:" + address(0), "redis://127.0.0.1:" + address(1));
    }

    /** The master of a key's slot. */
    RedisProcess owner(String key) throws IOException {
        int slot =
                Integer.parseInt(nodes.get(0).command("CLUSTER", "KEYSLOT", key).substring(1));
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
