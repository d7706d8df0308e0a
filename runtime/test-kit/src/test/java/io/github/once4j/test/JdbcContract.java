package io.github.once4j.test;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealDatabase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The client on a database, which all tests use through one pool of connections; it ends with the JVM. */
abstract class JdbcContract extends NxClientContract {
    private static final Map<String, HikariDataSource> POOLS = new ConcurrentHashMap<>();

    private final HikariDataSource pool;

    JdbcContract(String url) {
        pool = POOLS.computeIfAbsent(url, each -> RealDatabase.pool(each, 10));
    }

    @Override
    protected NxClient open() {
        return JdbcNxClient.builder(pool).createTableIfMissing().build();
    }

    @Override
    protected int longestKey() {
        return 768;
    }
}
