package io.github.once4j.test;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;

/** The client on one Redis. */
class RedisContractTest extends NxClientContract {
    @Override
    protected NxClient open() {
        return LettuceNxClient.connect(RealRedis.shared().uri());
    }

    @Override
    protected boolean issuesFences() {
        return RealRedis.runsScripts();
    }
}
