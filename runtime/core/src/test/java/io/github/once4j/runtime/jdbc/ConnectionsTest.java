package io.github.once4j.runtime.jdbc;

import static io.github.once4j.runtime.jdbc.JdbcFixture.LONG;
import static io.github.once4j.runtime.jdbc.JdbcFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a client uses a connection that its data source gives to others as it finds it, unlike the pools that set it up again. */
final class ConnectionsTest {
    private final JdbcFixture jdbc = new JdbcFixture();
    private final Connection connection = DriverManager.getConnection(jdbc.url);
    private final List<Object> networkTimeouts = new CopyOnWriteArrayList<>();

    ConnectionsTest() throws SQLException {}

    @AfterEach
    void close() throws SQLException {
        connection.close();
        jdbc.close();
    }

    @Test
    void aConnectionIsUsedInAutocommitAndReadWriteAndGivenBackAsItWas() throws Exception {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        usesEachOperation();
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isReadOnly()).isTrue();
    }

    @Test
    void aConnectionInAutocommitStaysSo() throws Exception {
        usesEachOperation();
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.isReadOnly()).isFalse();
    }

    @Test
    void aConnectionWithoutATimeOutOfTheNetworkHasOneMeanwhile() throws Exception {
        usesEachOperation();
        assertThat(networkTimeouts).hasSizeGreaterThan(2).startsWith(3_000, 0).endsWith(3_000, 0);
        assertThat(connection.getNetworkTimeout()).isZero();
    }

    @Test
    void aShortTimeOutOfTheNetworkIsKept() throws Exception {
        connection.setNetworkTimeout(Runnable::run, 2_500);
        usesEachOperation();
        assertThat(networkTimeouts).isEmpty();
    }

    private void usesEachOperation() throws Exception {
        var request = new AcquireRequest("a", Token.of("token"), LONG, false);
        try (NxClient client = JdbcNxClient.of(one())) {
            assertThat(get(client.acquire(request))).isInstanceOf(AcquireResult.Stored.class);
            assertThat(get(jdbc.client.holder("a"))).as("seen by others").isPresent();
            assertThat(get(client.renew(new RenewRequest("a", Token.of("token"), LONG))))
                    .isTrue();
            assertThat(get(client.release(new ReleaseRequest("a", Token.of("token")))))
                    .isTrue();
            assertThat(get(jdbc.client.holder("a"))).isEmpty();
        }
    }

    /** A data source that always gives the same connection, which is not closed. */
    private DataSource one() {
        Connection open = proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            if (method.getName().equals("setNetworkTimeout")) {
                networkTimeouts.add(arguments[1]);
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
        return proxy(DataSource.class, (self, method, arguments) -> open);
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ConnectionsTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
