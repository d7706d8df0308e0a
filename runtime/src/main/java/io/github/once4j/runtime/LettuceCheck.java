package io.github.once4j.runtime;

import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Looks, when a client has connected, whether the server is fit for locks. */
final class LettuceCheck {
    private static final long ANSWER_SECONDS = 5;
    private static final Pattern EVICTS = Pattern.compile("maxmemory_policy:((?!noeviction)\\S+)");
    private static final Pattern NO_SCRIPTS = Pattern.compile("NOPERM|(?i:unknown command)");

    private LettuceCheck() {}

    /**
     * Throws if the server refuses scripts, warns if it evicts keys. What it cannot answer now, since it is still loading or not
     * allowed to say, is no reason to refuse it.
     */
    static void of(LettuceConnection connection) {
        try {
            connection
                    .run(LettuceScript.PROBE, args -> args.add(0), LettuceReply::isOne)
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            if (!(cause instanceof NotExecutedException)) {
                throw new OnceBackendException("Redis does not answer: " + cause, cause);
            }
            if (NO_SCRIPTS.matcher(String.valueOf(cause.getMessage())).find()) {
                throw new OnceBackendException(
                        "This Redis refuses scripts, which once4j needs. Let its user run EVALSHA and EVAL"
                                + " (ACL SETUSER name +evalsha +eval), or use another server for locks. "
                                + cause.getMessage(),
                        cause);
            }
        }
        LettuceSource.masters(connection.current()).forEach(LettuceCheck::warnOfEviction);
    }

    /** Locks are keys like any other: a server that evicts keys when its memory is full deletes them. */
    private static void warnOfEviction(StatefulRedisConnection<?, ?> server) {
        server.async().info("memory").thenAccept(info -> {
            var found = EVICTS.matcher(info);
            if (found.find()) {
                Log.LOG.log(
                        Level.WARNING,
                        "This Redis evicts keys when its memory is full (maxmemory-policy {0}), and locks are keys:"
                                + " two runs could overlap. Set the policy to noeviction, or use another server for locks.",
                        found.group(1));
            }
        });
    }
}
