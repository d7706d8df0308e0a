package io.github.once4j.runtime.lettuce;

import static java.util.stream.Collectors.joining;

import io.lettuce.core.RedisURI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses of servers: reads them, refuses what is none, and says for messages where a server is. */
final class RedisAddress {
    private RedisAddress() {}

    /** An address as text; its time-out, which bounds connecting, is Lettuce's minute only if that is written in it. */
    static RedisURI uri(String text) {
        RedisURI uri = read(text);
        if (uri == null) {
            int secret = text.lastIndexOf('@');
            throw noAddress(secret < 0 ? text : "…" + text.substring(secret));
        }
        if (uri.getTimeout().equals(RedisURI.DEFAULT_TIMEOUT_DURATION)) {
            uri.setTimeout(ConnectionSource.CONNECT_TIMEOUT);
        }
        return uri;
    }

    /** Without the exception, which may hold a password. */
    private static @Nullable RedisURI read(String text) {
        try {
            return RedisURI.create(text);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    /** A standalone server, or a master and who knows where it is. */
    static String where(RedisURI uri) {
        if (uri.getSentinels().isEmpty()) {
            return "Redis at " + address(uri);
        }
        if (uri.getSentinelMasterId() == null) {
            throw noAddress(uri.toString());
        }
        return "Redis " + uri.getSentinelMasterId() + " of Sentinel "
                + uri.getSentinels().stream().map(RedisAddress::address).collect(joining(", "));
    }

    static String where(List<RedisURI> cluster) {
        if (cluster.isEmpty()) {
            throw new IllegalArgumentException(
                    "A cluster needs an address: connectCluster(\"redis://host1:6379\", \"redis://host2:6379\")");
        }
        return "Redis Cluster at " + cluster.stream().map(RedisAddress::address).collect(joining(", "));
    }

    private static String address(RedisURI uri) {
        if (uri.getSocket() != null) {
            return uri.getSocket();
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw noAddress(uri.toString());
        }
        return uri.getHost() + ":" + uri.getPort();
    }

    private static IllegalArgumentException noAddress(String text) {
        return new IllegalArgumentException("`" + text + "` is not the address of a Redis. Write redis://host:6379,"
                + " rediss://user:password@host:6380/2 (TLS, a user, a database; with %40 for an @ in the password, and so on),"
                + " or redis-sentinel://host1,host2#master.");
    }
}
