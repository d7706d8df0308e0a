package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks, when a client has connected, whether the server is fit for locks, and by which means. */
final class ServerProbe {
    private static final long ANSWER_SECONDS = 5;
    private static final Pattern EVICTS = Pattern.compile("maxmemory_policy:((?!noeviction)\\S+)");
    private static final Pattern NO_SCRIPTS = Pattern.compile("NOPERM|(?i:unknown command)");

    private ServerProbe() {}

    /**
     * How to lock there: found out by trying, since versions do not tell. Throws if there is no way, warns if the server evicts
     * keys. What it cannot answer now, since it is still loading, is no reason to refuse it.
     */
    static LockCommands lockOf(ReplaceableConnection connection) {
        LockCommands lock;
        String noScripts = refusalOfScripts(connection);
        if (noScripts == null || !NO_SCRIPTS.matcher(noScripts).find()) {
            lock = new ScriptCommands(connection, setsAndGets(connection));
        } else {
            var commands = new PlainCommands(connection);
            String noCommands = refusal(connection, commands.probe());
            if (noCommands != null) {
                throw new OnceBackendException(
                        connection + " refuses scripts (" + noScripts
                                + "), and cannot compare and set without them, which is"
                                + " `SET once:probe none IFEQ none PX 1` of Redis 8.4 and Valkey 8.1 (" + noCommands
                                + "). Let its user run EVALSHA and EVAL (ACL SETUSER name +evalsha +eval), or use"
                                + " another server for locks.",
                        null);
            }
            lock = commands;
        }
        ConnectionSource.masters(connection.current()).forEach(ServerProbe::warnOfEviction);
        return lock;
    }

    /** A script is sent as its text the first time, and by its digest the second: a user may be allowed one of them alone. */
    private static @Nullable String refusalOfScripts(ReplaceableConnection connection) {
        String refused = refusal(connection, probe(connection));
        return refused == null ? refusal(connection, probe(connection)) : refused;
    }

    /** Redis 6 does not, and says "syntax error"; whoever may not write that key hears nothing of it. */
    private static boolean setsAndGets(ReplaceableConnection connection) {
        String refused = refusal(connection, new ScriptCommands(connection, true).probeSetIfFree());
        return refused != null && refused.contains("invalid expire");
    }

    private static CompletableFuture<Boolean> probe(ReplaceableConnection connection) {
        return connection.run(LuaScript.PROBE, args -> args.add(0), ReplyOutput::isOne);
    }

    /** What a server says against a command; {@code null} if it executes it. */
    private static @Nullable String refusal(ReplaceableConnection connection, CompletableFuture<?> probe) {
        try {
            probe.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
            return null;
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof NotExecutedException) {
                return cause.getMessage();
            }
            throw new OnceBackendException(connection + " does not answer: " + cause, cause);
        }
    }

    /** Locks are keys like any other: a server that evicts keys when its memory is full deletes them. */
    private static void warnOfEviction(StatefulRedisConnection<?, ?> server) {
        server.async().info("memory").thenAccept(info -> {
            var found = EVICTS.matcher(info);
            if (found.find()) {
                Log.log(
                        Level.WARNING,
                        "This Redis evicts keys when its memory is full (maxmemory-policy " + found.group(1)
                                + "), and locks are keys: two runs could overlap. Set the policy to noeviction, or use another"
                                + " server for locks.");
            }
        });
    }
}
