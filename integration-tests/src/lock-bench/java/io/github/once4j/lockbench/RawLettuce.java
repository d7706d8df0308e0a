package io.github.once4j.lockbench;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The limit: SET NX PX and a compare-and-delete by EVALSHA on one shared connection, and nothing else: no time-outs, no
 * answer that is told from another, no renewal of what {@link #call} takes.
 */
abstract class RawLettuce implements Contestant {
    private static final SetArgs FREE_ONLY = SetArgs.Builder.nx().px(LEASE_MILLIS);
    private static final String RELEASE =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private static final TimeoutOptions NO_TIMEOUTS =
            TimeoutOptions.builder().timeoutCommands(false).build();

    private final AbstractRedisClient client;
    private final StatefulConnection<String, String> connection;
    private final RedisClusterAsyncCommands<String, String> async;
    private final RedisClusterCommands<String, String> sync;
    private final String release;
    private final String random = UUID.randomUUID() + ":";
    private final AtomicLong counter = new AtomicLong();
    private final RawRenewal renewal;

    private RawLettuce(RedisClient client, int renewedTogether) {
        client.setOptions(ClientOptions.builder().timeoutOptions(NO_TIMEOUTS).build());
        StatefulRedisConnection<String, String> single = client.connect(StringCodec.UTF8);
        this.client = client;
        this.connection = single;
        this.async = single.async();
        this.sync = single.sync();
        this.release = sync.scriptLoad(RELEASE);
        this.renewal = new RawRenewal(async, renewedTogether);
    }

    private RawLettuce(RedisClusterClient client) {
        client.setOptions(
                ClusterClientOptions.builder().timeoutOptions(NO_TIMEOUTS).build());
        StatefulRedisClusterConnection<String, String> several = client.connect(StringCodec.UTF8);
        this.client = client;
        this.connection = several;
        this.async = several.async();
        this.sync = several.sync();
        this.release = sync.scriptLoad(RELEASE); // on each master
        this.renewal = new RawRenewal(async, 1);
    }

    /** Waits as Lettuce's sync API does. */
    static Contestant sync(String uri) {
        return new RawLettuce(RedisClient.create(uri), 1) {
            @Override
            boolean set(String key, String token) {
                return super.sync.set(key, token, FREE_ONLY) != null;
            }

            @Override
            void release(String key, String token) {
                super.sync.evalsha(super.release, ScriptOutputType.INTEGER, new String[] {key}, token);
            }
        };
    }

    /** Waits by a park of its own; renews what it holds one by one. */
    static Contestant parking(String uri) {
        return new Parking(RedisClient.create(uri), 1);
    }

    /** Renews what it holds by scripts of a hundred keys. */
    static Contestant inHundreds(String uri) {
        return new Parking(RedisClient.create(uri), 100);
    }

    /** The same on the masters of a cluster. */
    static Contestant onCluster(String uri) {
        return new Parking(RedisClusterClient.create(uri));
    }

    /** Sends the release, and goes on. */
    static Contestant releaseNotAwaited(String uri) {
        return new Parking(RedisClient.create(uri), 1) {
            @Override
            void release(String key, String token) {
                sendRelease(key, token);
            }
        };
    }

    abstract boolean set(String key, String token);

    abstract void release(String key, String token);

    RedisFuture<String> sendSet(String key, String token) {
        return async.set(key, token, FREE_ONLY);
    }

    RedisFuture<Long> sendRelease(String key, String token) {
        return async.evalsha(release, ScriptOutputType.INTEGER, new String[] {key}, token);
    }

    private String token() {
        return random + counter.incrementAndGet();
    }

    @Override
    public final int call(String id) {
        String key = "once:job-" + id;
        String token = token();
        if (!set(key, token)) {
            return LOCKED;
        }
        try {
            return Contestant.body(id);
        } finally {
            release(key, token);
        }
    }

    @Override
    public final CompletionStage<Integer> callAsync(String id) {
        String key = "once:job-" + id;
        String token = token();
        return sendSet(key, token)
                .thenCompose(set -> set == null
                        ? CompletableFuture.completedFuture(LOCKED)
                        : release(key, token, Contestant.body(id)));
    }

    private CompletionStage<Integer> release(String key, String token, int answer) {
        return sendRelease(key, token).thenApply(released -> answer);
    }

    @Override
    public final void hold(String id) {
        String key = "once:job-" + id;
        String token = token();
        if (!set(key, token)) {
            throw new IllegalStateException(key + " is held");
        }
        renewal.add(key, token);
    }

    @Override
    public final void close() {
        renewal.close();
        connection.close();
        client.shutdown();
    }

    private static class Parking extends RawLettuce {
        Parking(RedisClient client, int renewedTogether) {
            super(client, renewedTogether);
        }

        Parking(RedisClusterClient client) {
            super(client);
        }

        @Override
        boolean set(String key, String token) {
            return await(sendSet(key, token)) != null;
        }

        @Override
        void release(String key, String token) {
            await(sendRelease(key, token));
        }

        private static <T> T await(RedisFuture<T> answer) {
            CompletableFuture<T> future = answer.toCompletableFuture();
            Thread caller = Thread.currentThread();
            future.whenComplete((value, failure) -> LockSupport.unpark(caller));
            while (!future.isDone()) {
                LockSupport.park(future);
            }
            return future.join();
        }
    }
}
