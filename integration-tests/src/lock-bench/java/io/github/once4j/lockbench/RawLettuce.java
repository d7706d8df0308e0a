package io.github.once4j.lockbench;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
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

    final RedisAsyncCommands<String, String> async;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final RedisCommands<String, String> sync;
    private final String release;
    private final String random = UUID.randomUUID() + ":";
    private final AtomicLong counter = new AtomicLong();
    private final RawRenewal renewal;

    private RawLettuce(String uri, int renewedTogether) {
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .timeoutOptions(
                        TimeoutOptions.builder().timeoutCommands(false).build())
                .build());
        this.connection = client.connect(StringCodec.UTF8);
        this.async = connection.async();
        this.sync = connection.sync();
        this.release = sync.scriptLoad(RELEASE);
        this.renewal = new RawRenewal(async, renewedTogether);
    }

    /** Waits as Lettuce's sync API does. */
    static Contestant sync(String uri) {
        return new RawLettuce(uri, 1) {
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
        return new Parking(uri, 1);
    }

    /** Renews what it holds by scripts of a hundred keys. */
    static Contestant inHundreds(String uri) {
        return new Parking(uri, 100);
    }

    /** Sends the release, and goes on. */
    static Contestant releaseNotAwaited(String uri) {
        return new Parking(uri, 1) {
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
        Parking(String uri, int renewedTogether) {
            super(uri, renewedTogether);
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
