package io.github.once4j.runtime;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import io.lettuce.core.api.async.RedisServerAsyncCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The one connection of a {@link LettuceNxClient}: runs scripts on it, and replaces it when it is half open. */
final class LettuceConnection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.github.once4j");
    private static final int UNANSWERED_IN_A_ROW = 2;
    private static final Pattern EVICTS = Pattern.compile("maxmemory_policy:((?!noeviction)\\S+)");

    private final Connector connector;
    private final Runnable shutdown;
    private final Map<String, String> digests = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean replacing = new AtomicBoolean();
    private volatile Open open;

    LettuceConnection(Connector connector, Runnable shutdown) {
        this.connector = connector;
        this.shutdown = shutdown;
        this.open = connector.connect();
    }

    static Open to(RedisClient client) {
        var connection = client.connect(StringCodec.UTF8);
        return new Open(connection, connection.async(), connection.async());
    }

    static Open to(RedisClusterClient client) {
        var connection = client.connect(StringCodec.UTF8);
        return new Open(connection, connection.async(), connection.async());
    }

    /** Runs a script by its digest; a server that does not know it has executed nothing, and is sent the text. */
    <T> CompletionStage<T> eval(String script, ScriptOutputType type, String[] keys, String... values) {
        RedisScriptingAsyncCommands<String, String> scripts = open.scripts;
        var answer = new CompletableFuture<T>();
        String digest = digests.computeIfAbsent(script, scripts::digest);
        scripts.<T>evalsha(digest, type, keys, values).whenComplete((reply, failure) -> {
            if (failure instanceof RedisNoScriptException) {
                scripts.<T>eval(script, type, keys, values)
                        .whenComplete((again, failed) -> answered(answer, again, failed));
            } else {
                answered(answer, reply, failure);
            }
        });
        return answer;
    }

    private <T> void answered(CompletableFuture<T> answer, T reply, Throwable failure) {
        if (failure == null) {
            unanswered.set(0);
            answer.complete(reply);
        } else {
            answer.completeExceptionally(LettuceNxClient.meaning(failure));
        }
    }

    /** A half-open connection never heals by itself: after two commands without an answer it is replaced. */
    void noAnswer() {
        if (unanswered.incrementAndGet() >= UNANSWERED_IN_A_ROW && replacing.compareAndSet(false, true)) {
            var thread = new Thread(this::replace, "once4j-reconnect");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void replace() {
        try {
            Open former = open;
            open = connector.connect();
            unanswered.set(0);
            former.connection.closeAsync();
            LOG.log(
                    Level.WARNING,
                    "Redis did not answer {0} commands in a row: the connection was replaced",
                    UNANSWERED_IN_A_ROW);
        } catch (RedisException stillDown) {
            LOG.log(Level.DEBUG, "Redis cannot be reached yet", stillDown);
        } finally {
            replacing.set(false);
        }
    }

    /** Locks are keys like any other: a server that evicts keys when its memory is full deletes them. */
    void warnOfEviction() {
        open.server.info("memory").thenAccept(info -> {
            var found = EVICTS.matcher(info);
            if (found.find()) {
                LOG.log(
                        Level.WARNING,
                        "This Redis evicts keys when its memory is full (maxmemory-policy {0}), and locks are keys:"
                                + " two runs could overlap. Set the policy to noeviction, or use another server for locks.",
                        found.group(1));
            }
        });
    }

    @Override
    public void close() {
        open.connection.close();
        shutdown.run();
    }

    /** Makes a connection, and waits for it. */
    interface Connector {
        Open connect();
    }

    /** A connection, with the commands that are needed of it. */
    record Open(
            StatefulConnection<String, String> connection,
            RedisScriptingAsyncCommands<String, String> scripts,
            RedisServerAsyncCommands<String, String> server) {}
}
