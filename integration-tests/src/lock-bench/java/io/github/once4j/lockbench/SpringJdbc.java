package io.github.once4j.lockbench;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.servers.RealDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Spring Integration's {@code JdbcLockRegistry}. Only the thread that holds a lock may renew it: one thread takes what
 * {@link #hold} is to hold, and renews it.
 */
final class SpringJdbc implements Contestant {
    private static final int MOST_LOCKS = 1_000_000;
    private static final int TICK_MILLIS = 100;
    private static final long TICKS = LEASE_MILLIS / 3 / TICK_MILLIS;

    private final HikariDataSource pool;
    private final JdbcLockRegistry locks;
    private final ScheduledExecutorService holder = Executors.newSingleThreadScheduledExecutor();
    private final List<String> held = new ArrayList<>();
    private long owed;
    private int next;

    SpringJdbc(String url) {
        this.pool = RealDatabase.pool(url, BareJdbc.POOL_SIZE);
        var repository = new DefaultLockRepository(pool);
        repository.setTransactionManager(new JdbcTransactionManager(pool));
        repository.afterPropertiesSet();
        repository.afterSingletonsInstantiated();
        this.locks = new JdbcLockRegistry(repository, Duration.ofMillis(LEASE_MILLIS));
        locks.setCacheCapacity(MOST_LOCKS);
        holder.scheduleAtFixedRate(this::renewSome, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public int call(String id) {
        Lock lock = locks.obtain("job-" + id);
        if (!lock.tryLock()) {
            return LOCKED;
        }
        try {
            return Contestant.body(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void hold(String id) throws Exception {
        boolean taken = holder.submit(() -> locks.obtain("job-" + id).tryLock() && held.add("job-" + id))
                .get();
        if (!taken) {
            throw new IllegalStateException(id + " is held");
        }
    }

    private void renewSome() {
        for (owed += held.size(); owed >= TICKS; owed -= TICKS) {
            next = (next + 1) % held.size();
            locks.renewLock(held.get(next));
        }
    }

    @Override
    public void close() {
        holder.shutdownNow();
        pool.close();
    }
}
