package io.github.once4j.test;

import io.github.once4j.servers.RealMariaDb;
import org.junit.jupiter.api.condition.EnabledIf;

/** The client on MariaDB. */
@EnabledIf("io.github.once4j.servers.RealMariaDb#isAvailable")
class MariaDbContractTest extends JdbcContract {
    MariaDbContractTest() {
        super(RealMariaDb.shared().url());
    }
}
