package io.github.once4j.runtime.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What the failure of a statement in autocommit means. What is not known is taken as unknown, which is always safe. */
enum SqlFailure {
    /** The database has rolled the statement back, since it was in the way of another one: nothing was changed. */
    TRY_AGAIN,
    /** The database has refused the statement, or cancelled it: nothing was changed. */
    NOT_EXECUTED,
    /** The same, since the database accepts no changes: it is a replica, or became one. */
    READ_ONLY,
    /** The connection broke: the statement may have been executed. */
    UNKNOWN;

    /** Classes of SQL states that a server sends for a statement that it did not execute. */
    private static final Set<String> REFUSED = Set.of(
            "0A", "21", "22", "23", "25", "26", "28", "2F", "34", "3D", "3F", "42", "44", "53", "54", "55", "HV");

    static SqlFailure of(JdbcDialect dialect, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("08") || isOfConnection(failure)) {
            return Set.of("08001", "08003", "08004").contains(state) ? NOT_EXECUTED : UNKNOWN;
        }
        SqlFailure byCode = byCode(dialect, failure.getErrorCode(), state);
        if (byCode != UNKNOWN) {
            return byCode;
        }
        if (state.equals("25006")) {
            return READ_ONLY;
        }
        if (state.startsWith("40") && !state.equals("40003")) { // 40003: it is unknown whether it completed
            return TRY_AGAIN;
        }
        boolean refused = state.length() == 5 && REFUSED.contains(state.substring(0, 2));
        return refused || state.equals("57014") ? NOT_EXECUTED : UNKNOWN;
    }

    /** What the databases say by numbers of their own, under a state that says little. */
    private static SqlFailure byCode(JdbcDialect dialect, int code, String state) {
        return switch (dialect) {
            case POSTGRESQL -> UNKNOWN;
            case MARIADB, MYSQL ->
                switch (code) {
                    case 1020, 1213 -> TRY_AGAIN; // changed since last read; dead-lock
                    case 1290, 1792, 1836 -> READ_ONLY;
                    case 1053, 1927 -> UNKNOWN; // shutdown; connection killed
                    default -> code >= 1000 && code < 2000 || code >= 3000 && code < 5000 ? NOT_EXECUTED : UNKNOWN;
                };
            case H2 ->
                switch (code) {
                    case 40001, 90131 -> TRY_AGAIN; // dead-lock; concurrent update
                    case 90097 -> READ_ONLY;
                    case 50200, 57014, 90096 -> NOT_EXECUTED; // lock time-out; cancelled; no right
                    default -> UNKNOWN;
                };
            case ORACLE ->
                switch (code) {
                    case 60, 8177 -> TRY_AGAIN; // dead-lock; cannot serialize
                    case 16000 -> READ_ONLY;
                    case 54, 1013, 30006 -> NOT_EXECUTED; // busy; cancelled; lock time-out
                    default -> UNKNOWN;
                };
            case SQL_SERVER ->
                switch (code) {
                    case 1205, 3960, 3961 -> TRY_AGAIN; // dead-lock; conflict of snapshots
                    case 3906 -> READ_ONLY;
                    case 208, 229, 1222 -> NOT_EXECUTED; // no such table; no right; lock time-out
                    default -> state.equals("HY008") ? NOT_EXECUTED : UNKNOWN; // cancelled
                };
        };
    }

    private static boolean isOfConnection(SQLException failure) {
        return failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException;
    }

    /** Whether a row with this key is there already. */
    static boolean isDuplicate(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.startsWith("23");
    }

    /** Whether the table, or one of its columns, does not exist. */
    static boolean isMissing(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        int code = failure.getErrorCode();
        // PostgreSQL; MySQL, MariaDB and H2; Oracle; SQL Server. The second of each is a column.
        return Set.of("42P01", "42703", "42S02", "42S22").contains(state)
                || code == 942
                || code == 904
                || code == 208
                || code == 207
                || Set.of("42S03", "42S04", "90079").contains(state);
    }

    /** Whether the user may not do this. */
    static boolean isForbidden(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        int code = failure.getErrorCode();
        return state.equals("42501") || code == 1142 || code == 1143 || code == 90096 || code == 1031 || code == 229;
    }
}
