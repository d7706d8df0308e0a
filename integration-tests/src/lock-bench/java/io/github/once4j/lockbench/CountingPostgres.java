package io.github.once4j.lockbench;

import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealPostgres;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A PostgreSQL that counts what it executes, with the tables of all contestants. */
final class CountingPostgres implements AutoCloseable {
    private final RealPostgres server = RealPostgres.start();

    CountingPostgres() {
        server.configure("shared_preload_libraries = 'pg_stat_statements'");
        server.stop();
        server.restart();
        server.execute("create extension pg_stat_statements");
        server.execute("""
                create table bare_lock (id varchar(768) collate "C" not null primary key,
                  token varchar(512) collate "C" not null, expires_at timestamp(6) with time zone not null)
                  with (fillfactor = 50)
                """);
        server.execute("""
                create table shedlock (name varchar(64) not null primary key, lock_until timestamp not null,
                  locked_at timestamp not null, locked_by varchar(255) not null)
                """);
        new ResourceDatabasePopulator(
                        new ClassPathResource("org/springframework/integration/jdbc/schema-postgresql.sql"))
                .execute(new DriverManagerDataSource(server.url()));
    }

    String url() {
        return server.url();
    }

    String version() {
        return Objects.requireNonNull(server.query("show server_version"));
    }

    /** How many statements clients have sent so far: also those that begin, set up and end a transaction. */
    long statements() {
        return Long.parseLong(Objects.requireNonNull(RealDatabase.query(url(), """
                select sum(calls) from pg_stat_statements
                where query not like '%pg_stat_statements%' and query not like 'SET application_name%'
                """)));
    }

    @Override
    public void close() {
        server.close();
    }
}
