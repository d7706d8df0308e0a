package io.github.once4j.test;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The client on the MySQL of {@code -Donce4j.test.jdbc.mysql=jdbc:…}, with user and password in the URL. */
@EnabledIfSystemProperty(named = MySqlContractTest.URL, matches = "jdbc:.+")
class MySqlContractTest extends JdbcContract {
    static final String URL = "once4j.test.jdbc.mysql";

    MySqlContractTest() {
        super(System.getProperty(URL));
    }
}
