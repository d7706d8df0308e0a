package io.github.once4j.runtime.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.internal.ClosingProgram.Body;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process that is ended by SIGTERM while a body runs: another process enters soon, and never beside it. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ClosingProcessTest {
    private final RealRedis redis = RealRedis.shared();

    @Test
    void aShortBodyIsWaitedFor() throws Exception {
        entersAfterTheEndOf(Body.SHORT);
    }

    @Test
    void aLongBodyIsTold() throws Exception {
        entersAfterTheEndOf(Body.LONG);
    }

    private void entersAfterTheEndOf(Body body) throws Exception {
        try (OnceGuard guard = guard()) {
            Process process = start(body);
            BufferedReader lines = process.inputReader(UTF_8);
            assertThat(lines.readLine()).isEqualTo("BEGUN");
            process.toHandle().destroy(); // SIGTERM; that of the process would close its output, too
            long entered = enter(guard, body);
            String line = lines.readLine();
            assertThat(line).startsWith("ENDED ");
            long ended = Long.parseLong(line.substring("ENDED ".length()));
            assertThat(entered - ended).isBetween(0L, 4_000L);
            assertThat(process.waitFor(10, SECONDS)).isTrue();
        }
    }

    @Test
    void theKeyOfAStuckBodyIsLeftToItsLease() throws Exception {
        try (OnceGuard guard = guard()) {
            Process process = start(Body.STUCK);
            assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("BEGUN");
            long begin = System.nanoTime();
            process.toHandle().destroy(); // SIGTERM; that of the process would close its output, too
            enter(guard, Body.STUCK);
            assertThat(process.isAlive()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(14));
        }
    }

    @Test
    void aBodyThatEndsTheJvmIsNotWaitedFor() throws Exception {
        try (OnceGuard guard = guard()) {
            Process process = start(Body.EXITS);
            assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("BEGUN");
            long begin = System.nanoTime();
            enter(guard, Body.EXITS);
            assertThat(process.isAlive()).isFalse();
            assertThat(process.exitValue()).isEqualTo(3);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(14));
        }
    }

    private OnceGuard guard() {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis.uri())).build();
    }

    /** Waits until the key is free, and returns when that was. */
    private static long enter(OnceGuard guard, Body body) {
        try (Lease lease =
                guard.tryAcquire("closing-" + body, LockOptions.DEFAULTS.waitAtMost(Duration.ofSeconds(40)))) {
            assertThat(lease).isNotNull();
            return System.currentTimeMillis();
        }
    }

    private Process start(Body body) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-Djava.util.logging.config.file=/dev/null",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClosingProgram.class.getName(),
                        redis.uri(),
                        body.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
