package io.github.once4j.lockbench;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** once4j: the generated class on a guard of its own. */
final class Once4j implements Contestant {
    private final OnceGuard guard;
    private final JobOnce job;
    private final Queue<Lease> held = new ConcurrentLinkedQueue<>();

    private Once4j(OnceGuard.Builder guard, NxClient client) {
        this.guard = guard.client(client).lease(Duration.ofMillis(LEASE_MILLIS)).build();
        this.job = new JobOnce(this.guard);
    }

    /** As it comes. */
    static Contestant plain(String uri) {
        return new Once4j(OnceGuard.builder(), LettuceNxClient.connect(uri));
    }

    /** Sends the release, and goes on. */
    static Contestant releaseNotAwaited(String uri) {
        return new Once4j(OnceGuard.builder().releaseWithoutWaiting(), LettuceNxClient.connect(uri));
    }

    /** As it comes. */
    static Contestant onCluster(String uri) {
        return new Once4j(OnceGuard.builder(), LettuceNxClient.connectCluster(uri));
    }

    /** As it comes; the pool ends with the JVM. */
    static Contestant onPostgreSql(String url) {
        HikariDataSource pool = RealDatabase.pool(url, BareJdbc.POOL_SIZE);
        return new Once4j(
                OnceGuard.builder(),
                JdbcNxClient.builder(pool).createTableIfMissing().build());
    }

    @Override
    public int call(String id) {
        return job.run(id);
    }

    @Override
    public CompletionStage<Integer> callAsync(String id) {
        return job.runAsync(id);
    }

    @Override
    public void hold(String id) {
        held.add(Objects.requireNonNull(guard.tryAcquire("job-" + id)));
    }

    @Override
    public void close() {
        held.forEach(Lease::close);
        guard.close();
    }
}
