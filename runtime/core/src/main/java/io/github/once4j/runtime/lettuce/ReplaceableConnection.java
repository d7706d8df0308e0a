package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Log;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.protocol.CommandArgs;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a {@link LettuceNxClient}: sends commands, and replaces the connection when a server no longer responds on
 * it. A half-open connection never recovers by itself.
 */
final class ReplaceableConnection implements AutoCloseable {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    /** For the replies to commands that other servers of a cluster are still executing. */
    private static final long GRACE_SECONDS = 2;

    private final ConnectionSource source;
    private final Timeouts timeouts = new Timeouts();
    private final AtomicBoolean replacing = new AtomicBoolean();

    /** The digests of the scripts that were sent by their text. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private volatile StatefulConnection<String, String> current;
    private volatile long replacingSince = System.nanoTime() - PAUSE;
    private boolean closed;

    /**
     * Connects.
     *
     * @throws io.lettuce.core.RedisException if that fails
     */
    ReplaceableConnection(ConnectionSource source) {
        this.source = source;
        this.current = source.connector().get();
    }

    <T> CompletableFuture<T> run(
            LuaScript script, Consumer<CommandArgs<String, String>> arguments, Function<ReplyOutput<T>, T> meaning) {
        boolean wasSent = known.contains(script.digest());
        RedisCall<T> call = dispatch(new ScriptCall<>(this, wasSent, script, arguments, meaning));
        if (!wasSent) {
            known.add(
                    script.digest()); // only now: a command that is sent after this one finds the script on the server
        }
        return call;
    }

    <T> RedisCall<T> dispatch(RedisCall<T> call) {
        current.dispatch(call);
        return call;
    }

    boolean isOfCluster() {
        return current instanceof StatefulRedisClusterConnection<?, ?>;
    }

    /** The connection at present. */
    StatefulConnection<String, String> current() {
        return current;
    }

    /** A server replied. One that says READONLY has become a replica, and is left. */
    void replied(RedisCall<?> call, @Nullable String error) {
        if (!timeouts.isEmpty()) {
            timeouts.replied(Servers.serving(current, slot(call)));
        }
        if (error != null && error.startsWith("READONLY")) {
            startToReplace(slot(call), "is a replica now");
        }
    }

    /**
     * A command failed without a reply. Replaces a lost connection that Lettuce does not reconnect.
     *
     * @return the failure, with the reason why the connection does not come back, if that is known
     */
    Throwable failed(RedisCall<?> call, Throwable thrown) {
        if (!(thrown instanceof RedisException)) {
            return thrown;
        }
        if (!current.getOptions().isAutoReconnect() && !current.isOpen()) {
            startToReplace(slot(call), "does not reconnect");
        }
        String why = source.reconnects().lastFailure();
        return why == null ? thrown : new RedisException(thrown.getMessage() + " " + why, thrown);
    }

    private static int slot(RedisCall<?> call) {
        ByteBuffer key = call.getArgs().getFirstEncodedKey();
        return key == null ? 0 : SlotHash.getSlot(key);
    }

    /** A command did not complete in time. */
    void onTimeout(String key, Duration waited) {
        int slot = SlotHash.getSlot(key);
        long now = System.nanoTime();
        if (timeouts.add(Servers.serving(current, slot), now - waited.toNanos(), now)) {
            startToReplace(slot, "did not respond to two commands in a row");
        }
    }

    private void startToReplace(int slot, String why) {
        if (!source.isReplaceable()
                || System.nanoTime() - replacingSince < PAUSE
                || !replacing.compareAndSet(false, true)) {
            return;
        }
        replacingSince = System.nanoTime();
        var thread = new Thread(() -> replace(slot, why), "once4j-reconnect");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Throwable noThread) {
            replacing.set(false);
            Log.log(
                    Level.WARNING,
                    this + " " + why + ", but no thread can be started to replace the connection",
                    noThread);
        }
    }

    /** The connections to the other servers of a cluster are replaced along with it; they work, so that nothing is lost. */
    private void replace(int slot, String why) {
        try {
            StatefulConnection<String, String> fresh = source.connector().get();
            String server = Servers.serving(fresh, slot);
            if (Servers.of(fresh).reached().containsKey(server)) {
                close(swapped(fresh));
                Log.log(Level.WARNING, named(server) + " " + why + ": the connection was replaced");
            } else {
                fresh.closeAsync();
            }
        } catch (RuntimeException stillDown) {
            Log.log(Level.DEBUG, this + " cannot be connected to", stillDown);
        } finally {
            replacing.set(false);
        }
    }

    /** Puts a new connection in the place of the former one; returns the one that is to be closed. */
    private synchronized StatefulConnection<String, String> swapped(StatefulConnection<String, String> fresh) {
        if (closed) {
            return fresh;
        }
        StatefulConnection<String, String> former = current;
        current = fresh;
        timeouts.clear();
        return former;
    }

    private void close(StatefulConnection<String, String> former) {
        if (isOfCluster()) {
            CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS, Runnable::run)
                    .execute(former::closeAsync);
        } else {
            former.closeAsync();
        }
    }

    /** Returns the name of a server for messages. */
    String named(String server) {
        return server.isEmpty() ? toString() : this + ", server " + server + ",";
    }

    @Override
    public String toString() {
        return source.where();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (source.isReplaceable()) {
            current.close();
        }
    }
}
