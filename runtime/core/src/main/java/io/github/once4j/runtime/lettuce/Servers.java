package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Text;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The servers behind a connection: the masters of a cluster, each under its address, or the one server, under an empty name.
 *
 * @param reached the connection to each server that accepted one
 * @param unreached why each other server could not be connected to
 */
record Servers(Map<String, StatefulRedisConnection<String, String>> reached, Map<String, String> unreached) {
    private static final String ONLY = "";

    /**
     * Connects to the servers of a cluster. Lettuce would do so with the first command to each server, and reject that command.
     */
    static Servers of(StatefulConnection<String, String> connection) {
        var servers = new Servers(new TreeMap<>(), new TreeMap<>());
        if (connection instanceof StatefulRedisClusterConnection<String, String> cluster) {
            Map<String, CompletableFuture<StatefulRedisConnection<String, String>>> connecting = new TreeMap<>();
            for (RedisClusterNode node : cluster.getPartitions()) {
                if (node.getRole().isUpstream() && !node.hasNoSlots()) {
                    RedisURI uri = node.getUri();
                    connecting.put(name(node), cluster.getConnectionAsync(uri.getHost(), uri.getPort()));
                }
            }
            connecting.forEach(servers::await);
        } else {
            servers.reached.put(ONLY, (StatefulRedisConnection<String, String>) connection);
        }
        return servers;
    }

    private void await(String name, CompletableFuture<StatefulRedisConnection<String, String>> connecting) {
        try {
            reached.put(name, connecting.join());
        } catch (RedisException | CompletionException failed) {
            unreached.put(name, reason(failed));
        }
    }

    /** The name of the server that serves a slot; empty for the only one, or if nothing serves it. */
    static String serving(StatefulConnection<String, String> connection, int slot) {
        if (connection instanceof StatefulRedisClusterConnection<String, String> cluster) {
            RedisClusterNode master = cluster.getPartitions().getMasterBySlot(slot);
            return master == null ? ONLY : name(master);
        }
        return ONLY;
    }

    private static String name(RedisClusterNode node) {
        return node.getUri().getHost() + ":" + node.getUri().getPort();
    }

    /** The innermost reason of a failure, as a part of a sentence. */
    static String reason(Throwable failed) {
        Throwable innermost = failed;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        return Text.printable(message.strip().replaceAll("\\s+", " ")).replaceFirst("\\.+$", "");
    }
}
