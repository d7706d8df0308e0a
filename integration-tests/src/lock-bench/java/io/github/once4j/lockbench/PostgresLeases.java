package io.github.once4j.lockbench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;

/** The leases in one of the tables of a PostgreSQL. */
final class PostgresLeases implements LeaseServer {
    private final CountingPostgres postgres = new CountingPostgres();
    private final String leftMillis;

    PostgresLeases(Peer peer) {
        this.leftMillis = switch (peer) {
            case JDBC_RAW -> left("bare_lock", "expires_at", "clock_timestamp()");
            case JDBC_ONCE4J -> left("once_lock", "expires_at", "clock_timestamp()");
            case JDBC_SHEDLOCK -> left("shedlock", "lock_until", "timezone('utc', clock_timestamp())");
            case JDBC_SPRING -> left("int_lock", "expired_after", "timezone('utc', clock_timestamp())");
            default -> throw new IllegalArgumentException(peer.label);
        };
    }

    private static String left(String table, String end, String now) {
        return "select cast(extract(epoch from " + end + " - " + now + ") * 1000 as bigint) from " + table + " where "
                + end + " > " + now;
    }

    @Override
    public String uri() {
        return postgres.url();
    }

    @Override
    public long sent() {
        return postgres.statements();
    }

    @Override
    public long[] timesToLive() {
        var left = LongStream.builder();
        try (Connection connection = DriverManager.getConnection(uri());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(leftMillis)) {
            while (rows.next()) {
                left.add(rows.getLong(1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return left.build().toArray();
    }

    @Override
    public void close() {
        postgres.close();
    }
}
