package io.github.once4j.lockbench;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.servers.RealDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit: one statement to acquire and one to release, each on a connection of the pool, on the caller's thread, and nothing
 * else. What {@link #hold} takes is renewed by a statement for each key.
 */
final class BareJdbc implements Contestant {
    static final int POOL_SIZE = 12;

    private static final String ACQUIRE = """
            insert into bare_lock (id, token, expires_at) values (?, ?, clock_timestamp() + interval '30 seconds')
            on conflict (id) do update set token = excluded.token, expires_at = excluded.expires_at
            where bare_lock.expires_at <= clock_timestamp()
            """;

    private static final String RENEW =
            "update bare_lock set expires_at = clock_timestamp() + interval '30 seconds' where id = ? and token = ?";

    private static final String RELEASE =
            "update bare_lock set expires_at = clock_timestamp() where id = ? and token = ?";

    private static final int TICK_MILLIS = 100;
    private static final long TICKS = LEASE_MILLIS / 3 / TICK_MILLIS;

    private final HikariDataSource pool;
    private final String random = UUID.randomUUID() + ":";
    private final AtomicLong counter = new AtomicLong();
    private final List<String[]> held = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor();
    private long owed;
    private int next;

    BareJdbc(String url) {
        this.pool = RealDatabase.pool(url, POOL_SIZE);
        renewal.scheduleAtFixedRate(this::renewSome, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public int call(String id) throws SQLException {
        String token = random + counter.incrementAndGet();
        String key = "job-" + id;
        if (execute(ACQUIRE, key, token) == 0) {
            return LOCKED;
        }
        try {
            return Contestant.body(id);
        } finally {
            execute(RELEASE, key, token);
        }
    }

    private int execute(String sql, String key, String token) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            statement.setString(2, token);
            return statement.executeUpdate();
        }
    }

    @Override
    public void hold(String id) throws SQLException {
        String token = random + counter.incrementAndGet();
        if (execute(ACQUIRE, "job-" + id, token) == 0) {
            throw new IllegalStateException(id + " is held");
        }
        held.add(new String[] {"job-" + id, token});
    }

    private void renewSome() {
        try {
            for (owed += held.size(); owed >= TICKS; owed -= TICKS) {
                next = (next + 1) % held.size();
                execute(RENEW, held.get(next)[0], held.get(next)[1]);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        pool.close();
    }
}
