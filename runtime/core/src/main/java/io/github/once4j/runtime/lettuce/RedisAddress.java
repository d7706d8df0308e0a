package io.github.once4j.runtime.lettuce;

import static java.util.stream.Collectors.joining;

import io.github.once4j.runtime.internal.text.Text;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads addresses of servers, and writes them for messages. Nothing that may be a password gets into a message. */
final class RedisAddress {
    private static final Pattern ADDRESS =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)?(?<authority>[^/?#]*)(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern HOST =
            Pattern.compile("[\\p{L}\\p{N}._-]+|\\[?[0-9A-Fa-f]*(:[0-9A-Fa-f.]*){2,}(%\\w+)?]?");

    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]*_[^:]*):(\\d{1,5})");

    private RedisAddress() {}

    /** Reads an address. Its time-out, which bounds connecting, is two seconds, or what the address says. */
    static RedisURI uri(@Nullable String text) {
        if (text == null) {
            throw noAddress("null");
        }
        RedisURI uri = read(text);
        if (uri == null) {
            throw noAddress(text);
        }
        if (uri.getTimeout().equals(RedisURI.DEFAULT_TIMEOUT_DURATION)) {
            uri.setTimeout(ConnectionSource.CONNECT_TIMEOUT);
        }
        return uri;
    }

    /** Reads addresses. */
    static List<RedisURI> uris(String... texts) {
        return Stream.of(Objects.requireNonNull(texts, "uris"))
                .map(RedisAddress::uri)
                .toList();
    }

    /** Without the exception, which may contain a password. */
    private static @Nullable RedisURI read(String text) {
        Matcher parts = parts(text);
        if (parts.group("rest").contains("@") && !parts.group("authority").contains("@")) {
            return null; // a password with a `/`, `?` or `#` that is not escaped
        }
        try {
            RedisURI uri = RedisURI.create(text);
            separatePort(uri);
            where(uri);
            return uri;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    /** {@link java.net.URI} reads no host with an underscore, and Lettuce takes the port for a part of it. */
    private static void separatePort(RedisURI uri) {
        Matcher address = HOST_AND_PORT.matcher(String.valueOf(uri.getHost()));
        if (address.matches()) {
            uri.setHost(address.group(1));
            uri.setPort(Integer.parseInt(address.group(2)));
        }
    }

    /** The name of a standalone server, or of a master that Sentinel knows. */
    static String where(RedisURI uri) {
        if (uri.getSentinels().isEmpty()) {
            return "Redis at " + address(uri);
        }
        if (uri.getSentinelMasterId() == null) {
            throw noAddress("redis-sentinel://");
        }
        return "Redis " + Text.printable(uri.getSentinelMasterId()) + " of Sentinel "
                + uri.getSentinels().stream().map(RedisAddress::address).collect(joining(", "));
    }

    /** The name of a cluster. */
    static String where(List<RedisURI> cluster) {
        if (cluster.isEmpty()) {
            throw new IllegalArgumentException(
                    "A cluster needs an address: connectCluster(\"redis://host1:6379\", \"redis://host2:6379\")");
        }
        return "Redis Cluster at " + cluster.stream().map(RedisAddress::address).collect(joining(", "));
    }

    private static String address(RedisURI uri) {
        if (uri.getSocket() != null) {
            return Text.printable(uri.getSocket());
        }
        if (uri.getHost() == null || !HOST.matcher(uri.getHost()).matches()) {
            throw noAddress("redis://");
        }
        return uri.getHost() + ":" + uri.getPort();
    }

    private static IllegalArgumentException noAddress(String text) {
        return new IllegalArgumentException(
                "`" + harmless(text) + "` is not the address of a Redis. Write redis://host:6379,"
                        + " rediss://user:password@host:6380/2 (TLS, a user, a database; with %40 for an @ in the password, and so on),"
                        + " or redis-sentinel://host1,host2#master.");
    }

    /** The text, if it has no place for a password; else its scheme. */
    private static String harmless(String text) {
        Matcher parts = parts(text);
        String scheme = parts.group("scheme") == null ? "" : parts.group("scheme");
        String rest = text.substring(scheme.length());
        return Text.printable(rest.contains(":") || rest.contains("@") ? scheme + "…" : text);
    }

    private static Matcher parts(String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("every text matches");
        }
        return parts;
    }
}
