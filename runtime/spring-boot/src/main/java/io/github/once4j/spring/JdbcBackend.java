package io.github.once4j.spring;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.spi.NxClient;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Makes a client of the application's data source. */
final class JdbcBackend {
    private JdbcBackend() {}

    static boolean isIn(ConfigurableListableBeanFactory beans) {
        return names(beans).length > 0;
    }

    private static String[] names(ConfigurableListableBeanFactory beans) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class);
    }

    /** A bean that exists when the database is migrated. */
    record Migrated() {}

    static NxClient client(
            ConfigurableListableBeanFactory beans, String beanName, OnceProperties.Jdbc settings, boolean lazy) {
        JdbcNxClient.Builder builder = JdbcNxClient.builder(unique(beans));
        beans.getBean(Migrated.class);
        for (String name : names(beans)) {
            beans.registerDependentBean(name, beanName); // the client is closed before the data source
        }
        if (settings.createTable()) {
            builder.createTableIfMissing();
        }
        if (lazy) {
            builder.lazy();
        }
        try {
            return builder.build();
        } catch (OnceException failed) {
            throw new OnceStartException(
                    "once4j cannot use the DataSource for its locks: " + failed.getMessage(),
                    "Start the database, or correct spring.datasource.*. A table that is missing is created if"
                            + " once4j.jdbc.create-table=true is set. To start the application while the database is down,"
                            + " set once4j.start=lazy.",
                    failed);
        }
    }

    private static DataSource unique(ConfigurableListableBeanFactory beans) {
        DataSource unique = beans.getBeanProvider(DataSource.class).getIfUnique();
        if (unique == null) {
            String[] names = names(beans);
            throw new OnceStartException(
                    names.length == 0
                            ? "once4j.backend is jdbc, but there is no DataSource."
                            : "There are several DataSource beans, and none is primary: " + String.join(", ", names)
                                    + ".",
                    "Declare one (spring.datasource.url), make one @Primary, or declare a bean of type NxClient:"
                            + " JdbcNxClient.of(dataSource).",
                    null);
        }
        return unique;
    }
}
