package io.github.once4j.runtime.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.Token;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A data source and an executor of the user's that throw, return null, drop tasks or run them twice. */
class ForeignCodeOfJdbcTest {
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        threads.shutdown();
    }

    private static DataSource giving(Callable<@Nullable Connection> connection) {
        return ConnectionsTest.proxy(DataSource.class, (self, method, arguments) -> connection.call());
    }

    private static NxClient client(Executor executor) {
        return JdbcNxClient.builder(giving(() -> DriverManager.getConnection("jdbc:h2:mem:foreign;DB_CLOSE_DELAY=-1")))
                .createTableIfMissing()
                .executor(executor)
                .build();
    }

    private static void assertNotConnected(DataSource dataSource, String why) {
        assertThatThrownBy(() -> JdbcNxClient.of(dataSource))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageStartingWith("Cannot connect to the database for locks: no connection: " + why + ". Is it");
        try (NxClient lazy = JdbcNxClient.builder(dataSource).lazy().build()) {
            assertThat(lazy.holder("k"))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(NotExecutedException.class)
                    .withMessageContaining(why);
        }
    }

    @Test
    void aDataSourceWithoutAConnectionIsReported() {
        assertNotConnected(giving(() -> null), "the DataSource returned null");
        assertNotConnected(
                giving(() -> {
                    throw new SQLException("It is down. Start it..");
                }),
                "It is down. Start it");
        assertNotConnected(
                giving(() -> {
                    throw new IllegalStateException();
                }),
                "java.lang.IllegalStateException");
        assertNotConnected(
                giving(() -> {
                    throw new NoClassDefFoundError("org/driver/Missing");
                }),
                "java.lang.NoClassDefFoundError: org/driver/Missing");
    }

    /** As JDBC's own search for drivers, in an application whose class loader is not that of the class path. */
    @Test
    void aDataSourceFindsItsDriverByTheContextClassLoader() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL driver = Driver.class.getProtectionDomain().getCodeSource().getLocation();
        try (var application = new URLClassLoader(new URL[] {driver}, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(application);
            DataSource searching = giving(() -> {
                for (java.sql.Driver each : ServiceLoader.load(java.sql.Driver.class)) {
                    if (each.getClass().getClassLoader() == application) {
                        return each.connect("jdbc:h2:mem:loader;DB_CLOSE_DELAY=-1", new Properties());
                    }
                }
                return null;
            });
            try (NxClient client =
                    JdbcNxClient.builder(searching).createTableIfMissing().build()) {
                assertThat(client.holder("k")).succeedsWithin(Duration.ofSeconds(20));
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void anExecutorThatRunsNothingIsReported() {
        Executor throwing = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        for (Executor each : new Executor[] {throwing, Runnable::run}) {
            assertThatThrownBy(() -> client(each))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageStartingWith("Cannot connect to the database for locks: the executor ");
        }
    }

    @Test
    void whoWaitsForAnExecutorThatDropsTasksCanBeInterrupted() throws Exception {
        var handed = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        threads.execute(() -> {
            try {
                handed.await();
            } catch (InterruptedException stop) {
                return;
            }
            caller.interrupt();
        });
        assertThatThrownBy(() -> client(task -> handed.countDown())).isInstanceOf(OnceBackendException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** What was told to have changed nothing must not run later; and a second run would follow the next command. */
    @Test
    void aTaskRunsOnceAndNotAfterItWasRefused() throws Exception {
        Runnable[] kept = new Runnable[1];
        boolean[] refuses = new boolean[1];
        try (NxClient client = client(task -> {
            kept[0] = task;
            if (refuses[0]) {
                throw new RejectedExecutionException();
            }
            threads.execute(task);
        })) {
            var request = new AcquireRequest("k", Token.of("t"), Duration.ofMinutes(1), false);
            client.acquire(request).toCompletableFuture().get(20, SECONDS);
            Runnable acquisition = kept[0];
            client.release(new ReleaseRequest("k", Token.of("t")))
                    .toCompletableFuture()
                    .get(20, SECONDS);
            acquisition.run();
            assertThat(client.holder("k").toCompletableFuture().get(20, SECONDS))
                    .isEmpty();

            refuses[0] = true;
            assertThat(client.acquire(request))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(NotExecutedException.class);
            Runnable refused = kept[0];
            refuses[0] = false;
            threads.submit(refused).get(20, SECONDS);
            assertThat(client.holder("k").toCompletableFuture().get(20, SECONDS))
                    .isEmpty();
        }
    }
}
