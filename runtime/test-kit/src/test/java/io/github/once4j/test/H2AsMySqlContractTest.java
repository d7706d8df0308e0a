package io.github.once4j.test;

/** The client on an H2 that behaves as MySQL does, and whose text ignores case. */
class H2AsMySqlContractTest extends JdbcContract {
    H2AsMySqlContractTest() {
        super("jdbc:h2:mem:mysql;MODE=MySQL;IGNORECASE=TRUE;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
    }
}
