package io.github.once4j.fault;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A table in PostgreSQL that takes no write whose fencing number is smaller than one that it has seen. */
record Ledger(String url) {
    void create() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE report (id text PRIMARY KEY, text text NOT NULL, fence bigint NOT NULL)");
            statement.execute("INSERT INTO report VALUES ('k', '', 0)");
        }
    }

    /** Writes; answers whether it was taken. */
    boolean write(String text, long fence) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var update = connection.prepareStatement(
                        "UPDATE report SET text = ?, fence = ? WHERE id = 'k' AND fence <= ?")) {
            update.setString(1, text);
            update.setLong(2, fence);
            update.setLong(3, fence);
            return update.executeUpdate() == 1;
        }
    }

    String read() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT text FROM report WHERE id = 'k'")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
