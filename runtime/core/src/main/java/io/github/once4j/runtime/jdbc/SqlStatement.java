package io.github.once4j.runtime.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement on the table of locks in the SQL of one database.
 *
 * @param text the text, with {@code ?} for each parameter
 * @param parameters what the parameters stand for, in their order
 */
record SqlStatement(String text, List<Parameter> parameters, JdbcDialect dialect) {
    /** A statement that takes longer is cancelled: a guard does not wait for a command for longer than that. */
    static final int TIMEOUT_SECONDS = 2;

    private static final Pattern PARAMETER = Pattern.compile("\\{(key|token|ttl|value)}");

    /** What a parameter stands for. */
    enum Parameter {
        KEY,
        TOKEN,
        TTL,
        /** The token that replaces another one. */
        VALUE
    }

    /** The arguments of a statement. */
    interface Arguments {
        /**
         * Returns the value of a parameter: a text, or a number of microseconds.
         *
         * @param occurrence how many parameters of this kind are before it
         */
        Object get(Parameter parameter, int occurrence);
    }

    /**
     * The first row of a result. Each query has these columns.
     *
     * @param token {@code null} if the statement has granted the key
     * @param fence the fencing number; {@code null} if the row has none
     * @param left the microseconds until the row expires
     */
    record Row(@Nullable String token, @Nullable Long fence, long left) {}

    /**
     * Creates a statement from a template, in which {@code {table} {now} {later} {left} {micros}} stand for what they are in
     * this database, and {@code {key} {token} {ttl} {value}} for parameters.
     */
    static SqlStatement of(JdbcDialect dialect, String table, String template) {
        String sql = template.replace("{table}", table)
                .replace("{now}", dialect.now)
                .replace("{later}", dialect.later)
                .replace("{left}", dialect.left)
                .replace("{micros}", dialect.micros)
                .strip();
        List<Parameter> parameters = PARAMETER
                .matcher(sql)
                .results()
                .map(found -> Parameter.valueOf(found.group(1).toUpperCase(java.util.Locale.ROOT)))
                .toList();
        return new SqlStatement(PARAMETER.matcher(sql).replaceAll("?"), parameters, dialect);
    }

    /** Executes it, and returns how many rows it has changed. */
    int update(Connection connection, Arguments arguments) throws SQLException {
        try (PreparedStatement statement = prepare(connection, arguments)) {
            return statement.executeUpdate();
        }
    }

    /** Executes it, and returns the first row; {@code null} if there is none. */
    @Nullable
    Row first(Connection connection, Arguments arguments) throws SQLException {
        try (PreparedStatement statement = prepare(connection, arguments);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return null;
            }
            String token = text(rows);
            long fence = rows.getLong(2);
            Long numbered = rows.wasNull() ? null : (Long) fence;
            return new Row(token, numbered, rows.getLong(3));
        }
    }

    /** Executes it, and returns the texts in the first column. */
    List<String> texts(Connection connection, int atMost, Arguments arguments) throws SQLException {
        try (PreparedStatement statement = prepare(connection, arguments)) {
            statement.setMaxRows(atMost);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(String.valueOf(text(rows)));
                }
                return texts;
            }
        }
    }

    @SuppressWarnings("EnumOrdinal") // counts by parameter
    private PreparedStatement prepare(Connection connection, Arguments arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            var occurrences = new int[Parameter.values().length];
            for (int i = 0; i < parameters.size(); i++) {
                Parameter parameter = parameters.get(i);
                Object argument = arguments.get(parameter, occurrences[parameter.ordinal()]++);
                boolean asBytes = dialect.storesBytes && argument instanceof String;
                statement.setObject(i + 1, asBytes ? ((String) argument).getBytes(UTF_8) : argument);
            }
            return statement;
        } catch (SQLException | RuntimeException failed) {
            statement.close();
            throw failed;
        }
    }

    private @Nullable String text(ResultSet rows) throws SQLException {
        if (!dialect.storesBytes) {
            return rows.getString(1);
        }
        byte[] bytes = rows.getBytes(1);
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
