package io.github.once4j.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A guard whose keys have ShedLock's prefix, and ShedLock itself, on one Redis. */
final class ShedLockTest {
    private final RealRedis redis = RealRedis.start();
    private final LettuceConnectionFactory connections =
            new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", redis.port()));
    private final OnceGuard guard = OnceGuard.builder()
            .client(LettuceNxClient.connect(redis.uri()))
            .prefix("job-lock:default:")
            .build();

    @BeforeEach
    void start() {
        connections.afterPropertiesSet();
        connections.start();
    }

    @AfterEach
    void stop() {
        connections.destroy();
        guard.close();
        redis.close();
    }

    @Test
    void eachFindsTheOthersKeyHeld() {
        var shedLock = new RedisLockProvider(connections);
        assertThat(guard.tryRun(
                        "report", () -> assertThat(shedLock.lock(report())).isEmpty()))
                .isTrue();

        Optional<SimpleLock> theirs = shedLock.lock(report());
        assertThat(theirs).isPresent();
        assertThat(guard.isLocked("report")).isTrue();
        assertThat(guard.tryRun("report", () -> {})).isFalse();

        theirs.orElseThrow().unlock();
        assertThat(guard.tryRun("report", () -> {})).isTrue();
    }

    private static LockConfiguration report() {
        return new LockConfiguration(Instant.now(), "report", Duration.ofSeconds(30), Duration.ZERO);
    }
}
