package io.github.once4j.test;

/** The client on H2, in this process. */
class H2ContractTest extends JdbcContract {
    H2ContractTest() {
        super("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1");
    }
}
