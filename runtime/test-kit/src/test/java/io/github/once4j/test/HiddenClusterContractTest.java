package io.github.once4j.test;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealCluster;
import io.github.once4j.servers.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The client on a single address whose server keeps the rules of a Cluster. */
class HiddenClusterContractTest extends NxClientContract {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start(1);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    protected NxClient open() {
        return LettuceNxClient.connect(cluster.uri());
    }

    @Override
    protected boolean issuesFences() {
        return RealRedis.runsScripts();
    }
}
