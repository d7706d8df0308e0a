package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.jdbc.SqlStatement.Arguments;
import io.github.once4j.runtime.jdbc.SqlStatement.Parameter;
import io.github.once4j.runtime.jdbc.SqlStatement.Row;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.TryAgainException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The table of locks: a row for each key that is held, or was held recently. A row is free when its {@code expires_at} is over; to
 * release a key is to let its row expire. Each operation works on a connection in autocommit.
 */
final class LockTable {
    static final String READ = """
            select token, fence, {left} from {table} where lock_key = {key} and expires_at > {now}
            """;

    /** So many keys are renewed by one statement. */
    static final int MOST_TOGETHER = 256;

    /** How long a row with a fencing number outlives its last grant: a later number is greater by the clock alone. */
    private static final long FENCE_OUTLIVES = TimeUnit.DAYS.toMicros(1);

    /** How long an expired row is kept: one that is used again soon is not worth a new row. */
    private static final long IDLE = TimeUnit.MINUTES.toMicros(1);

    private static final long LONGEST = TimeUnit.DAYS.toMicros(36_500);

    /** Each attempt after the first means that another process changed the row in between. */
    private static final int ATTEMPTS = 10;

    final JdbcDialect dialect;
    final String name;
    private final AcquireSql acquire;
    private final AcquireSql acquireFenced;
    private final SqlStatement renew;
    private final SqlStatement[] renewMany;
    private final SqlStatement release;
    private final SqlStatement keep;
    private final SqlStatement read;
    private final SqlStatement findUnused;
    private final SqlStatement deleteUnused;
    private final SqlStatement delete;

    LockTable(JdbcDialect dialect, String name) {
        this.dialect = dialect;
        this.name = name;
        this.acquire = AcquireSql.of(dialect, name, false);
        this.acquireFenced = AcquireSql.of(dialect, name, true);
        String own = "lock_key = {key} and token = {token} and expires_at > {now}";
        this.renew = statement("update {table} set expires_at = {later} where " + own);
        this.release = statement("update {table} set expires_at = {now} where " + own);
        this.keep = statement("update {table} set token = {value}, expires_at = {later} where " + own);
        this.read = statement(READ);
        this.renewMany = new SqlStatement[1 + Integer.numberOfTrailingZeros(MOST_TOGETHER)];
        for (int i = 0; i < renewMany.length; i++) {
            renewMany[i] = statement("update {table} set expires_at = {later} where lock_key in ("
                    + repeated("{key}", 1 << i) + ") and token in (" + repeated("{token}", 1 << i)
                    + ") and expires_at > {now}");
        }
        String unused =
                "expires_at < " + dialect.later + " and (fence is null or fence < {micros} - " + FENCE_OUTLIVES + ")";
        this.findUnused = statement("select lock_key from {table} where " + unused);
        this.deleteUnused = statement("delete from {table} where lock_key = {key} and " + unused);
        this.delete = statement("delete from {table} where lock_key = {key}");
    }

    private SqlStatement statement(String template) {
        return SqlStatement.of(dialect, name, template);
    }

    private static String repeated(String parameter, int times) {
        return String.join(", ", Collections.nCopies(times, parameter));
    }

    AcquireResult acquire(Connection connection, AcquireRequest request) throws SQLException {
        String token = request.token().text();
        var arguments = new OneLock(request.key(), token, micros(request.ttl()), token);
        AcquireSql sql = request.fenced() ? acquireFenced : acquire;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Row row = sql.attempt(connection, arguments);
            if (row == null) {
                continue;
            }
            String found = row.token();
            if (found == null) {
                return new AcquireResult.Stored(fence(request, row));
            }
            if (!found.equals(token)) {
                if (row.left() > 0) {
                    return new AcquireResult.Busy(stored(request.key(), found, row));
                }
            } else if (renew.update(connection, arguments) == 1) {
                return new AcquireResult.AlreadyOwned(fence(request, row));
            }
        }
        throw new TryAgainException("others acquired and released the key " + ATTEMPTS + " times meanwhile");
    }

    private static OptionalLong fence(AcquireRequest request, Row row) {
        return request.fenced() && row.fence() != null ? OptionalLong.of(row.fence()) : OptionalLong.empty();
    }

    boolean renew(Connection connection, RenewRequest request) throws SQLException {
        String token = request.token().text();
        return renew.update(connection, new OneLock(request.key(), token, micros(request.ttl()), token)) == 1;
    }

    /**
     * Renews up to {@link #MOST_TOGETHER} keys for the same time. Tokens are unique, so that a key of the list cannot hold the
     * token of another one.
     *
     * @return the results, in the order of the requests
     */
    Boolean[] renewTogether(Connection connection, List<RenewRequest> requests) throws SQLException {
        var results = new Boolean[requests.size()];
        int size = 32 - Integer.numberOfLeadingZeros(requests.size() - 1);
        if (renewMany[size].update(connection, new ManyLocks(requests)) == requests.size()) {
            Arrays.fill(results, true);
        } else {
            for (int i = 0; i < results.length; i++) { // which ones, a statement that changes rows does not tell
                results[i] = renew(connection, requests.get(i));
            }
        }
        return results;
    }

    boolean release(Connection connection, ReleaseRequest request) throws SQLException {
        String token = request.token().text();
        var arguments = new OneLock(request.key(), token, micros(request.keep()), StoredLock.finished(token));
        return (request.keep().isZero() ? release : keep).update(connection, arguments) == 1;
    }

    Optional<StoredLock> holder(Connection connection, String key) throws SQLException {
        Row row = read.first(connection, new OneLock(key, "", 0, ""));
        return row == null || row.token() == null || row.left() <= 0
                ? Optional.empty()
                : Optional.of(stored(key, row.token(), row));
    }

    /**
     * Deletes rows that are not used any more, up to a number, one at a time: it must hold no lock that others wait for.
     *
     * @return how many were found
     */
    int sweep(Connection connection, int atMost) throws SQLException {
        List<String> keys = findUnused.texts(connection, atMost, new OneLock("", "", -IDLE, ""));
        for (String key : keys) {
            deleteUnused.update(connection, new OneLock(key, "", -IDLE, ""));
        }
        return keys.size();
    }

    /** Deletes a row, whoever holds the key. */
    void delete(Connection connection, String key) throws SQLException {
        delete.update(connection, new OneLock(key, "", 0, ""));
    }

    private static StoredLock stored(String key, String token, Row row) {
        return new StoredLock(key, token, Optional.of(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(row.left()))));
    }

    /** At least one microsecond more than nothing, and no later than a database can count. */
    static long micros(Duration time) {
        return time.compareTo(Duration.ofDays(36_500)) >= 0 ? LONGEST : (time.toNanos() + 999) / 1000;
    }

    /** The texts of all statements, for tests; of those for many keys, that for two. */
    List<SqlStatement> statements() {
        List<SqlStatement> all = new ArrayList<>();
        all.addAll(acquire.statements());
        all.addAll(acquireFenced.statements());
        all.addAll(List.of(renew, renewMany[1], release, keep, read, findUnused, deleteUnused));
        return all;
    }

    private record OneLock(String key, String token, long ttl, String value) implements Arguments {
        @Override
        public Object get(Parameter parameter, int occurrence) {
            return switch (parameter) {
                case KEY -> key;
                case TOKEN -> token;
                case TTL -> ttl;
                case VALUE -> value;
            };
        }
    }

    /** The last one stands for those that a statement has too many. */
    private record ManyLocks(List<RenewRequest> requests) implements Arguments {
        @Override
        public Object get(Parameter parameter, int occurrence) {
            RenewRequest request = requests.get(Math.min(occurrence, requests.size() - 1));
            return switch (parameter) {
                case KEY -> request.key();
                case TOKEN -> request.token().text();
                case TTL -> micros(request.ttl());
                case VALUE -> throw new IllegalArgumentException(parameter.name());
            };
        }
    }
}
