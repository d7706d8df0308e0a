package io.github.once4j.lockbench;

import io.lettuce.core.RedisClient;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** When, where and with what was measured. */
final class Surroundings {
    private static final Pattern REDIS = Pattern.compile("redis_version:(\\S+)");
    private static final String SAME_MACHINE = " on the same machine";
    private static final double LOAD =
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private static final List<String> LIBRARIES = List.of(
            "lettuce-core",
            "shedlock-provider-redis-spring",
            "shedlock-provider-inmemory",
            "redisson",
            "spring-integration-redis",
            "spring-data-redis",
            "spring-aop",
            "lock4j-core");

    private Surroundings() {}

    static List<String> of(RedisClient client) {
        return of(client, LIBRARIES);
    }

    static List<String> of(RedisClient client, List<String> libraries) {
        try (var connection = client.connect()) {
            var redis = REDIS.matcher(connection.sync().info("server"));
            return of(List.of("Redis " + (redis.find() ? redis.group(1) : "unknown") + SAME_MACHINE), libraries);
        }
    }

    static List<String> ofPostgreSql(String version) {
        return of(
                List.of("PostgreSQL " + version + SAME_MACHINE),
                List.of(
                        "postgresql",
                        "HikariCP",
                        "shedlock-provider-jdbc-template",
                        "spring-integration-jdbc",
                        "spring-jdbc"));
    }

    /** Without a server. */
    static List<String> ofLibraries(List<String> libraries) {
        return of(List.of(), libraries);
    }

    /** The load is that of the machine when the measurement began. */
    private static List<String> of(List<String> server, List<String> libraries) {
        List<String> all = new ArrayList<>(List.of(
                LocalDate.now(ZoneOffset.UTC).toString(),
                "%d cores with a load of %.1f from other programs"
                        .formatted(Runtime.getRuntime().availableProcessors(), LOAD),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                "JDK " + Runtime.version()));
        all.addAll(server);
        all.add(String.join(
                ", ", libraries.stream().map(name -> name + " " + version(name)).toList()));
        return all;
    }

    static String version(String library) {
        var jar = Pattern.compile(Pattern.quote(library) + "-(\\d[^/\\\\]*)\\.jar")
                .matcher(System.getProperty("java.class.path"));
        return jar.find() ? jar.group(1) : "unknown";
    }
}
