package io.github.once4j.scenario;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealPostgres;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys in a database of its own, on the PostgreSQL that the tests share. */
final class PostgresBackend extends Backend {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String name = "scenario_" + DATABASES.incrementAndGet();
    private final String url = RealPostgres.shared().createDatabase(name);
    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
    private final NxClient client = connect();

    @Override
    NxClient client() {
        return client;
    }

    @Override
    NxClient connect() {
        HikariDataSource pool = RealDatabase.pool(url, 10);
        pools.add(pool);
        return JdbcNxClient.builder(pool).createTableIfMissing().build();
    }

    @Override
    Backend another() {
        return new PostgresBackend();
    }

    /** Ends all connections; new ones are refused. */
    @Override
    void stop() {
        RealPostgres.shared().execute("drop database " + name + " with (force)");
    }

    @Override
    public void close() {
        client.close();
        pools.forEach(HikariDataSource::close);
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }
}
