package io.github.once4j.spring;

import io.github.once4j.runtime.spi.NxClient;
import java.lang.reflect.InvocationTargetException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Makes a client of the application's data source, by the class {@code JdbcNxClient}. */
final class JdbcBackend {
    private static final String CLIENT = "io.github.once4j.runtime.jdbc.JdbcNxClient";

    private JdbcBackend() {}

    static boolean isPresent() {
        return ClassUtils.isPresent(CLIENT, JdbcBackend.class.getClassLoader());
    }

    static boolean hasDataSource(ConfigurableListableBeanFactory beans) {
        return beans.getBeanNamesForType(DataSource.class).length > 0;
    }

    static NxClient client(ConfigurableListableBeanFactory beans, String beanName, boolean lazy) {
        String[] names = beans.getBeanNamesForType(DataSource.class);
        DataSource source = beans.getBeanProvider(DataSource.class).getIfUnique();
        if (source == null) {
            throw new OnceStartException(
                    names.length == 0
                            ? "once4j.backend is jdbc, but there is no DataSource."
                            : "There are several DataSource beans, and none is primary: " + String.join(", ", names)
                                    + ".",
                    "Declare one (spring.datasource.url), make one @Primary, or declare a bean of type NxClient:"
                            + " JdbcNxClient.of(dataSource).",
                    null);
        }
        for (String name : names) {
            beans.registerDependentBean(name, beanName); // the client is closed before the data source
        }
        try {
            Class<?> type = Class.forName(CLIENT);
            Object builder = type.getMethod("builder", DataSource.class).invoke(null, source);
            if (lazy) {
                builder.getClass().getMethod("lazy").invoke(builder);
            }
            return (NxClient) builder.getClass().getMethod("build").invoke(builder);
        } catch (InvocationTargetException failed) {
            throw unusable(failed.getCause() == null ? failed : failed.getCause());
        } catch (ReflectiveOperationException failed) {
            throw unusable(failed);
        }
    }

    private static OnceStartException unusable(Throwable cause) {
        return new OnceStartException(
                "once4j cannot use the DataSource for its locks: " + cause.getMessage(),
                "Start the database, or correct spring.datasource.*. To start the application while it is down, set"
                        + " once4j.start=lazy.",
                cause);
    }
}
