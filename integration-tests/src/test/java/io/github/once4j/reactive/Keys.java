package io.github.once4j.reactive;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import java.util.UUID;

/** Where the keys of a test are. */
enum Keys {
    MEMORY {
        @Override
        NxClient open() {
            return new InMemoryNxClient();
        }
    },
    REDIS {
        @Override
        NxClient open() {
            return LettuceNxClient.connect(RealRedis.shared().uri());
        }
    };

    abstract NxClient open();

    /** A guard with a prefix of its own, which closes its client. */
    OnceGuard.Builder guard() {
        return OnceGuard.builder().client(open()).prefix("reactive-" + UUID.randomUUID() + ":");
    }
}
