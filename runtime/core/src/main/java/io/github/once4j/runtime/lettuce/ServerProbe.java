package io.github.once4j.runtime.lettuce;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.joining;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.internal.text.Text;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by which commands a server can lock, and whether its user may run all that will be needed. The probes change
 * nothing: their key does not exist. What a server cannot say at present, for instance since it is loading, is no obstacle.
 */
final class ServerProbe {
    private static final long ANSWER_SECONDS = 5;
    private static final int MANY_SLOTS = 1 << 18;
    private static final Pattern EVICTS = Pattern.compile("maxmemory_policy:((?!noeviction)\\S+)");
    private static final Pattern MAY_NOT =
            Pattern.compile("can't run this command|no permissions to run|(?i:unknown (redis )?command)");
    private static final Pattern UNKNOWN = Pattern.compile("(?i)unknown (redis )?command");
    private static final Pattern USER = Pattern.compile("[Uu]ser (\\S+) has no permissions");

    private final String name;
    private final StatefulRedisConnection<String, String> server;
    private final String key;
    private volatile String repliedOn = LettuceNxClient.THREADS;

    private ServerProbe(String name, StatefulRedisConnection<String, String> server, String key) {
        this.name = name;
        this.server = server;
        this.key = key;
    }

    /**
     * Probes each server behind a connection that responds, and logs which ones did not.
     *
     * @throws OnceBackendException if none responds, or one cannot be used for locks
     */
    static LockCommands commandsFor(ReplaceableConnection connection) {
        Servers servers = Servers.of(connection.current());
        Map<String, String> silent = new TreeMap<>(servers.unreached());
        boolean runsScripts = true;
        RedisException last = null;
        for (var each : servers.reached().entrySet()) {
            try {
                var probe = new ServerProbe(
                        connection.named(each.getKey()), each.getValue(), keyOn(each.getKey(), connection));
                runsScripts &= probe.runsScripts();
                probe.warnOfEviction();
                probe.warnOfThreads();
            } catch (RedisException noReply) {
                silent.put(each.getKey(), Servers.reason(noReply));
                last = noReply;
            }
        }
        if (!silent.isEmpty()) {
            String which = silent.entrySet().stream()
                    .map(each -> connection.named(each.getKey()) + " " + each.getValue())
                    .collect(joining("; "));
            if (silent.size() == servers.reached().size() + servers.unreached().size()) {
                throw new OnceBackendException("No server responds: " + which, last);
            }
            Log.log(Level.WARNING, "Whether these servers can be used for locks could not be checked: " + which);
        }
        return runsScripts ? new ScriptCommands(connection) : new PlainCommands(connection);
    }

    /** A key that does not exist, in a slot of the server. */
    private static String keyOn(String server, ReplaceableConnection connection) {
        String key = "once:probe:" + Long.toString(ThreadLocalRandom.current().nextLong(), 36) + ":";
        for (int i = 0; i < MANY_SLOTS; i++) {
            if (Servers.serving(connection.current(), SlotHash.getSlot(key + i)).equals(server)) {
                return key + i;
            }
        }
        return key;
    }

    /** Returns whether the server runs scripts; if not, it can do without. */
    private boolean runsScripts() {
        Reply byText = script(CommandType.EVAL, LuaScript.PROBE.text());
        Reply byDigest = script(CommandType.EVALSHA, LuaScript.PROBE.digest());
        if (!byText.isForbidden() && !byDigest.isForbidden()) {
            requireCommandsOfScripts(byText.text == null ? "" : byText.text);
            return true;
        }
        String refusal = byText.isForbidden() ? byText.error() : byDigest.error();
        Reply set = ask(CommandType.SET, PlainCommands.ifEqual(key, "none", "none", "PX", 1));
        if (set.isForbidden() || set.error().contains("syntax error")) {
            throw new OnceBackendException(
                    name + " refuses scripts (" + refusal + "), and cannot compare and set without them, which is"
                            + " `SET key value IFEQ value PX 1` of Redis 8.4 and Valkey 8.1 (" + set.error()
                            + "). Let its user run scripts (ACL SETUSER " + user() + " +evalsha +eval), or use another"
                            + " server for locks.",
                    null);
        }
        List<String> forbidden = new ArrayList<>();
        for (CommandType each : List.of(CommandType.GETEX, CommandType.PTTL)) {
            if (ask(each, LockCommands.arguments(key)).isForbidden()) {
                forbidden.add(each.name().toLowerCase(ROOT));
            }
        }
        require(forbidden, false);
        return false;
    }

    private Reply script(CommandType type, String script) {
        return ask(type, new CommandArgs<>(StringCodec.UTF8).add(script).add(0).add(key));
    }

    /**
     * Requires the commands of the scripts.
     *
     * @param failures a line for each one that failed: its name, and the error
     */
    private void requireCommandsOfScripts(String failures) {
        List<String> forbidden = new ArrayList<>(failures.lines()
                .filter(line -> MAY_NOT.matcher(line).find())
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList());
        boolean unknown = UNKNOWN.matcher(failures).find();
        if (forbidden.remove("time")) {
            Log.log(
                    Level.WARNING,
                    name + ": its user may not run `time`, so `fenced` keys will fail. "
                            + fix(List.of("time"), unknown));
        }
        require(forbidden, unknown);
    }

    private void require(List<String> forbidden, boolean unknown) {
        if (!forbidden.isEmpty()) {
            throw new OnceBackendException(
                    name + ": its user may not run " + forbidden.stream().collect(joining("`, `", "`", "`"))
                            + ", which locks need. " + fix(forbidden, unknown),
                    null);
        }
    }

    private String fix(List<String> forbidden, boolean unknown) {
        return unknown
                ? "The server does not know it: remove `rename-command` from its configuration, or use another server"
                : "To allow it: ACL SETUSER " + user() + " "
                        + forbidden.stream().map(each -> "+" + each).collect(joining(" "));
    }

    /** The name of the user, from the reply or from the refusal; {@code name} if the server does not say. */
    private String user() {
        Reply reply = ask(CommandType.ACL, new CommandArgs<>(StringCodec.UTF8).add("WHOAMI"));
        if (reply.text != null) {
            return Text.printable(reply.text);
        }
        Matcher named = USER.matcher(reply.error());
        return named.find() ? named.group(1) : "name";
    }

    /** The keys of a server that deletes keys when its memory is full, locks among them. */
    private void warnOfEviction() {
        server.async().info("memory").thenAccept(info -> {
            Matcher evicts = EVICTS.matcher(info);
            if (evicts.find()) {
                Log.log(
                        Level.WARNING,
                        name + " evicts keys when its memory is full (maxmemory-policy "
                                + Text.printable(evicts.group(1))
                                + "), and locks are keys: two runs could overlap. Set the policy to noeviction, or use"
                                + " another server for locks.");
            }
        });
    }

    /** The threads of a client of the user's that has a thread factory of its own. */
    private void warnOfThreads() {
        if (!repliedOn.startsWith(LettuceNxClient.THREADS)) {
            Log.log(
                    Level.WARNING,
                    name + ": replies come on thread `" + Text.printable(repliedOn)
                            + "`. Guarded calls on such threads, which"
                            + " block them, are recognized only if their names begin with `" + LettuceNxClient.THREADS
                            + "`: let the threadFactoryProvider of the client's resources name them so.");
        }
    }

    /**
     * Sends a command, and waits for the reply.
     *
     * @throws RedisException if none comes
     */
    private Reply ask(CommandType type, CommandArgs<String, String> arguments) {
        var command = new AsyncCommand<>(new Command<>(type, new ReplyOutput<Reply>(Reply::new), arguments)) {
            @Override
            public void complete() {
                repliedOn = Thread.currentThread().getName();
                super.complete();
            }
        };
        server.dispatch(command);
        try {
            return LettuceFutures.awaitOrCancel(command, ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (RedisCommandExecutionException refused) {
            return new Reply(null, String.valueOf(refused.getMessage()));
        }
    }

    /** A reply: a text, or an error. */
    private record Reply(@Nullable String text, @Nullable String refusal) {
        Reply(ReplyOutput<Reply> reply) {
            this(reply.text(), null);
        }

        /** The error for messages; empty if there is none. */
        String error() {
            return refusal == null ? "" : Text.printable(refusal);
        }

        boolean isForbidden() {
            return MAY_NOT.matcher(error()).find();
        }
    }
}
