package io.github.once4j.test;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The client on the Oracle of {@code -Donce4j.test.jdbc.oracle=jdbc:…}, with user and password in the URL. */
@EnabledIfSystemProperty(named = OracleContractTest.URL, matches = "jdbc:.+")
class OracleContractTest extends JdbcContract {
    static final String URL = "once4j.test.jdbc.oracle";

    OracleContractTest() {
        super(System.getProperty(URL));
    }
}
