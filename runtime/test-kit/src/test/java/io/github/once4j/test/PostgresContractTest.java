package io.github.once4j.test;

import io.github.once4j.servers.RealPostgres;

/** The client on PostgreSQL. */
class PostgresContractTest extends JdbcContract {
    PostgresContractTest() {
        super(RealPostgres.shared().url());
    }
}
