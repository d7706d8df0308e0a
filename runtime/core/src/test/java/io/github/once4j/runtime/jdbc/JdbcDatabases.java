package io.github.once4j.runtime.jdbc;

import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealMariaDb;
import io.github.once4j.servers.RealPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The databases that the build has, each without a table of locks. */
final class JdbcDatabases implements ArgumentsProvider {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(JdbcDialect.values())
                .filter(each -> each == JdbcDialect.H2
                        || each == JdbcDialect.POSTGRESQL
                        || each == JdbcDialect.MARIADB && RealMariaDb.isAvailable())
                .map(each -> Arguments.of(each, url(each)));
    }

    /** A number that no other test has been given. */
    static int number() {
        return NUMBER.incrementAndGet();
    }

    /** The URL of a new database. */
    static String url(JdbcDialect dialect) {
        String name = "jdbc_test_" + number();
        return switch (dialect) {
            case H2 -> "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
            case POSTGRESQL -> RealPostgres.shared().createDatabase(name);
            case MARIADB -> {
                RealDatabase mariaDb = RealMariaDb.shared();
                mariaDb.execute("create database " + name);
                yield mariaDb.url().replace("/app?", "/" + name + "?");
            }
            case MYSQL, ORACLE, SQL_SERVER -> throw new IllegalArgumentException(dialect + " is not there");
        };
    }
}
