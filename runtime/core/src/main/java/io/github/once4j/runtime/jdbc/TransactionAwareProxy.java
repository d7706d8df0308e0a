package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.OnceException;
import java.lang.reflect.InvocationTargetException;
import javax.sql.DataSource;

/**
 * Finds Spring's {@code TransactionAwareDataSourceProxy}, whose connections are those of the caller's transaction: what they store
 * would be seen by others at the commit, and be gone after a rollback. Known by name; Spring need not be there.
 */
final class TransactionAwareProxy {
    private static final String DELEGATING = "org.springframework.jdbc.datasource.DelegatingDataSource";
    private static final String TRANSACTION_AWARE =
            "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy";

    private TransactionAwareProxy() {}

    /**
     * Returns the data source behind such a proxy; the given one if there is none.
     *
     * @throws OnceException if there is one that cannot be unwrapped
     */
    static DataSource unwrapped(DataSource given) {
        DataSource plain = given;
        DataSource each = given;
        while (isA(DELEGATING, each)) {
            DataSource target = target(each);
            if (isA(TRANSACTION_AWARE, each)) {
                plain = target;
            }
            each = target;
        }
        return plain;
    }

    private static boolean isA(String type, DataSource dataSource) {
        for (Class<?> each = dataSource.getClass(); each != null; each = each.getSuperclass()) {
            if (each.getName().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static DataSource target(DataSource proxy) {
        Object target = null;
        Throwable cause = null;
        try {
            target = proxy.getClass().getMethod("getTargetDataSource").invoke(proxy);
        } catch (ReflectiveOperationException failed) {
            cause = failed instanceof InvocationTargetException thrown ? thrown.getCause() : failed;
        }
        if (target instanceof DataSource found) {
            return found;
        }
        throw new OnceException(
                proxy.getClass().getName() + " has no target DataSource that could be used instead of it:"
                        + " a lock in the caller's transaction would be seen by others too late. Pass the DataSource"
                        + " that it wraps to JdbcNxClient.",
                cause);
    }
}
