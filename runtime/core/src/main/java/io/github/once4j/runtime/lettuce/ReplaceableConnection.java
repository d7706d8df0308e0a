package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Log;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.protocol.CommandArgs;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one connection of a {@link LettuceNxClient}: sends on it, and replaces it when it answers no more. */
final class ReplaceableConnection implements AutoCloseable {
    private static final int UNANSWERED_IN_A_ROW = 2;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionSource source;
    private final AtomicBoolean replacing = new AtomicBoolean();
    private final Set<LuaScript> known = ConcurrentHashMap.newKeySet();
    private volatile StatefulConnection<String, String> current;
    private volatile int unanswered;
    private volatile long replacingSince = System.nanoTime() - PAUSE;
    private boolean closed;

    /** Connects, and waits for it. */
    ReplaceableConnection(ConnectionSource source) {
        this.source = source;
        this.current = source.connect();
    }

    <T> CompletableFuture<T> run(
            LuaScript script, Consumer<CommandArgs<String, String>> arguments, Function<ReplyOutput<T>, T> meaning) {
        boolean wasSent = known.contains(script); // the server may have forgotten it
        RedisCall<T> call = dispatch(new ScriptCall<>(this, wasSent, script, arguments, meaning));
        if (!wasSent) {
            known.add(script); // now: what is sent behind it finds the script there
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

    /** The connection of now. */
    StatefulConnection<String, String> current() {
        return current;
    }

    /** The server has answered: the connection is alive. One that says READONLY is a replica now, and not the one to talk to. */
    void answered(@Nullable String error) {
        if (unanswered != 0) {
            unanswered = 0;
        }
        if (error != null && error.startsWith("READONLY")) {
            startToReplace("is a replica now");
        }
    }

    /** A half-open connection never heals by itself: after two commands without an answer it is replaced. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one more or less does not matter
    void onTimeout() {
        if (++unanswered >= UNANSWERED_IN_A_ROW) {
            startToReplace("did not answer " + UNANSWERED_IN_A_ROW + " commands in a row");
        }
    }

    private void startToReplace(String why) {
        if (source.isReplaceable()
                && System.nanoTime() - replacingSince >= PAUSE
                && replacing.compareAndSet(false, true)) {
            replacingSince = System.nanoTime();
            var thread = new Thread(() -> replace(why), "once4j-reconnect");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void replace(String why) {
        try {
            StatefulConnection<String, String> former = swapped(source.connect());
            former.closeAsync();
            Log.log(Level.WARNING, this + " " + why + ": the connection was replaced");
        } catch (RuntimeException stillDown) {
            Log.log(Level.DEBUG, this + " cannot be reached yet", stillDown);
        } finally {
            replacing.set(false);
        }
    }

    /** Puts a new connection in the place of the former one; what is left over is the caller's to close. */
    private synchronized StatefulConnection<String, String> swapped(StatefulConnection<String, String> fresh) {
        if (closed) {
            return fresh;
        }
        StatefulConnection<String, String> former = current;
        unanswered = 0;
        current = fresh;
        return former;
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
        source.shutdown().run();
    }
}
