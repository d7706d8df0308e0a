package io.github.once4j.test;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The client on the SQL Server of {@code -Donce4j.test.jdbc.sqlserver=jdbc:…}, with user and password in the URL. */
@EnabledIfSystemProperty(named = SqlServerContractTest.URL, matches = "jdbc:.+")
class SqlServerContractTest extends JdbcContract {
    static final String URL = "once4j.test.jdbc.sqlserver";

    SqlServerContractTest() {
        super(System.getProperty(URL));
    }
}
