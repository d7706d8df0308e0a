package io.github.once4j.runtime.lettuce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A guard beside py-cachify's {@code @once}, on a real Redis. The Python side is played by the very commands that it sends:
 * {@code SET key <pickled 1> EX 30 NX}, {@code DEL key}, and {@code GET key} for {@code is_locked}.
 */
class PyCachifyTest {
    private static final byte[] PICKLED_ONE = {(byte) 0x80, 4, 'K', 1, '.'};

    private final String key = "a-" + UUID.randomUUID();
    private final String pythonsKey = "PYC-" + key + "-once";
    private final RedisClient python = RedisClient.create(RealRedis.shared().uri());
    private final RedisCommands<String, byte[]> redis = python.connect(
                    RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
            .sync();
    private final OnceGuard guard = OnceGuard.builder()
            .client(LettuceNxClient.connect(RealRedis.shared().uri()))
            .pyCachify()
            .build();

    @AfterEach
    void close() {
        guard.close();
        redis.del(pythonsKey);
        python.shutdown();
    }

    private void runs(Runnable body) {
        assertThat(guard.tryRun(key, body)).isTrue();
    }

    private boolean pythonEnters() {
        return redis.set(pythonsKey, PICKLED_ONE, SetArgs.Builder.ex(30).nx()) != null;
    }

    private void pythonLeaves() {
        redis.del(pythonsKey);
    }

    @Test
    void pythonFindsLockedWhatJavaHolds() {
        runs(() -> {
            assertThat(pythonEnters()).isFalse();
            byte[] stored = redis.get(pythonsKey);
            assertThat(Arrays.copyOf(stored, 5)).isEqualTo(PICKLED_ONE);
            assertThat(new String(stored, 5, stored.length - 5, US_ASCII))
                    .matches("[0-9a-z]+:\\d+ \\S+ " + ProcessHandle.current().pid() + " \\d+");
        });
        assertThat(pythonEnters()).as("free when the body has ended").isTrue();
    }

    @Test
    void pythonFindsTheKeyHeldForAsLongAsAFinishedRunKeepsIt() {
        LockOptions keeps = LockOptions.DEFAULTS.keepAfterSuccess(Duration.ofMinutes(5));
        assertThat(guard.tryRun(key, keeps, () -> {})).isTrue();
        assertThat(pythonEnters()).isFalse();
        assertThat(Arrays.copyOf(redis.get(pythonsKey), 5)).isEqualTo(PICKLED_ONE); // is_locked is true
        assertThat(redis.pttl(pythonsKey)).isBetween(240_000L, 300_000L);
        assertThat(guard.holder(key).orElseThrow().finished()).isTrue();
        assertThat(guard.release(key)).isTrue();
        assertThat(pythonEnters()).isTrue();
    }

    @Test
    void javaFindsLockedWhatPythonHolds() {
        assertThat(pythonEnters()).isTrue();
        assertThat(guard.tryRun(key, () -> {})).isFalse();
        assertThat(guard.isLocked(key)).isTrue();
        LockHolder holder = guard.holder(key).orElseThrow();
        assertThat(holder.host()).isEmpty();
        assertThat(holder.remaining().orElseThrow()).isPositive();
        assertThat(holder.token().getBytes(ISO_8859_1)).isEqualTo(PICKLED_ONE);
        pythonLeaves();
        assertThat(guard.isLocked(key)).isFalse();
    }

    @Test
    void javasOwnHolderIsRead() {
        runs(() -> assertThat(guard.holder(key).orElseThrow().pid())
                .hasValue(ProcessHandle.current().pid()));
    }

    @Test
    void aJavaRunThatLostItsKeyLeavesPythonsAlone() {
        runs(() -> {
            pythonLeaves(); // a Python body that outlived its key: it deletes whatever is there
            assertThat(pythonEnters()).isTrue();
        });
        assertThat(redis.get(pythonsKey)).isEqualTo(PICKLED_ONE);
    }

    @Test
    void javaFreesPythonsKeyByForce() {
        assertThat(pythonEnters()).isTrue();
        assertThat(guard.release(key)).isTrue();
        assertThat(redis.exists(pythonsKey)).isZero();
    }

    @Test
    void aKeyOfPythonsThatDoesNotExpireHasNoRemainingTime() {
        redis.set(pythonsKey, PICKLED_ONE);
        assertThat(guard.holder(key).orElseThrow().remaining()).isEmpty();
    }

    @Test
    void theRealPickleReadsIt() {
        assumeTrue(hasPython(), "no python3 here");
        runs(() -> assertThat(unpickled(redis.get(pythonsKey))).isEqualTo("1 True"));
        assertThat(unpickled(StoredLock.finished(new String(PICKLED_ONE, ISO_8859_1) + "x")
                        .getBytes(ISO_8859_1)))
                .isEqualTo("1 True");
        assertThat(unpickled("x".getBytes(US_ASCII))).contains("UnpicklingError");
    }

    private static boolean hasPython() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Path.of(folder, "python3").toFile().canExecute());
    }

    private static String unpickled(byte[] value) {
        String program = "import pickle; v = pickle.loads(bytes.fromhex('%s')); print(v, bool(v))"
                .formatted(HexFormat.of().formatHex(value));
        try {
            Process process = new ProcessBuilder("python3", "-c", program)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), ISO_8859_1).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
