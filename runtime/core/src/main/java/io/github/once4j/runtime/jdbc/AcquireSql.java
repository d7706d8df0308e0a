package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.jdbc.SqlStatement.Arguments;
import io.github.once4j.runtime.jdbc.SqlStatement.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that acquire a key, of which there are two kinds: see the implementations. */
sealed interface AcquireSql {
    /**
     * Stores the token if the key is free.
     *
     * @return the row that was stored, without a token; or the row that was found, which may have expired since; {@code null}
     *     if another process was faster, and the key must be looked at again
     */
    @Nullable
    Row attempt(Connection connection, Arguments arguments) throws SQLException;

    /** The texts, for tests. */
    List<SqlStatement> statements();

    /** The statements of a database. */
    static AcquireSql of(JdbcDialect dialect, String table, boolean fenced) {
        return switch (dialect) {
            case POSTGRESQL -> OneStatement.postgreSql(table, fenced);
            case MARIADB -> OneStatement.mariaDb(table, fenced);
            case MYSQL, H2, ORACLE, SQL_SERVER -> ManyStatements.of(dialect, table, fenced);
        };
    }

    /** For databases whose statements that change rows can return them. */
    record OneStatement(SqlStatement statement) implements AcquireSql {
        /**
         * A free row is taken, a held row is read, a missing one is added: only one of the three happens. A held key costs
         * neither a write nor a lock on its row, as it would with {@code on conflict do update}.
         */
        static OneStatement postgreSql(String table, boolean fenced) {
            return new OneStatement(SqlStatement.of(JdbcDialect.POSTGRESQL, table, """
                    with taken as (
                      update {table}
                      set token = {token}, acquired_at = {now}, expires_at = {later}%s
                      where lock_key = {key} and expires_at <= {now}
                      returning fence
                    ), found as (
                      select token, fence, {left} as left_micros from {table}
                      where lock_key = {key} and not exists (select from taken)
                    ), added as (
                      insert into {table} (lock_key, token, acquired_at, expires_at, fence)
                      select {key}, {token}, {now}, {later}, %s
                      where not exists (select from taken) and not exists (select from found)
                      on conflict (lock_key) do nothing
                      returning fence
                    )
                    select cast(null as varchar) as token, fence, cast(0 as bigint) as left_micros from taken
                    union all select null, fence, 0 from added
                    union all select token, fence, left_micros from found
                    """.formatted(
                            fenced ? ", fence = greatest(fence + 1, {micros})" : "", fenced ? "{micros}" : "null")));
        }

        /** Columns are assigned in their order here: {@code expires_at}, by which the others are decided, comes last. */
        static OneStatement mariaDb(String table, boolean fenced) {
            return new OneStatement(SqlStatement.of(JdbcDialect.MARIADB, table, """
                    insert into {table} (lock_key, token, acquired_at, expires_at, fence)
                    values ({key}, {token}, {now}, {later}, %s)
                    on duplicate key update
                      fence = if(expires_at <= {now}, %s, fence),
                      acquired_at = if(expires_at <= {now}, values(acquired_at), acquired_at),
                      token = if(expires_at <= {now}, values(token), token),
                      expires_at = if(expires_at <= {now}, values(expires_at), expires_at)
                    returning if(token = {token} and acquired_at = {now}, null, token), fence, {left}
                    """.formatted(
                            fenced ? "{micros}" : "null",
                            fenced ? "greatest(coalesce(fence, 0) + 1, values(fence))" : "fence")));
        }

        @Override
        public @Nullable Row attempt(Connection connection, Arguments arguments) throws SQLException {
            return statement.first(connection, arguments);
        }

        @Override
        public List<SqlStatement> statements() {
            return List.of(statement);
        }
    }

    /**
     * For all others: takes a free row, else reads the row, else adds one.
     *
     * @param take changes one row, if it is there and free
     * @param add adds a row, or fails as a duplicate
     * @param read reads the row if it is held
     * @param readFence reads the row that was taken or added; {@code null} if the fence is not asked for
     */
    record ManyStatements(
            SqlStatement take,
            SqlStatement add,
            SqlStatement read,
            @Nullable SqlStatement readFence) implements AcquireSql {
        private static final Row GRANTED = new Row(null, null, 0);

        static ManyStatements of(JdbcDialect dialect, String table, boolean fenced) {
            return new ManyStatements(
                    SqlStatement.of(dialect, table, """
                            update {table}
                            set token = {token}, acquired_at = {now}, expires_at = {later}%s
                            where lock_key = {key} and expires_at <= {now}
                            """.formatted(
                            fenced ? ", fence = case when fence >= {micros} then fence + 1 else {micros} end" : "")),
                    SqlStatement.of(dialect, table, """
                            insert into {table} (lock_key, token, acquired_at, expires_at, fence)
                            values ({key}, {token}, {now}, {later}, %s)
                            """.formatted(fenced ? "{micros}" : "null")),
                    SqlStatement.of(dialect, table, LockTable.READ),
                    fenced ? SqlStatement.of(dialect, table, """
                                    select token, fence, {left} from {table} where lock_key = {key} and token = {token}
                                    """) : null);
        }

        @Override
        public @Nullable Row attempt(Connection connection, Arguments arguments) throws SQLException {
            if (take.update(connection, arguments) == 1) {
                return granted(connection, arguments);
            }
            Row held = read.first(connection, arguments);
            if (held != null) {
                return held;
            }
            try {
                add.update(connection, arguments);
            } catch (SQLException failed) {
                if (SqlFailure.isDuplicate(failed)) {
                    return null;
                }
                throw failed;
            }
            return granted(connection, arguments);
        }

        private @Nullable Row granted(Connection connection, Arguments arguments) throws SQLException {
            if (readFence == null) {
                return GRANTED;
            }
            Row own = readFence.first(connection, arguments);
            return own == null ? null : new Row(null, own.fence(), own.left()); // null: released by force meanwhile
        }

        @Override
        public List<SqlStatement> statements() {
            return readFence == null ? List.of(take, add, read) : List.of(take, add, read, readFence);
        }
    }
}
