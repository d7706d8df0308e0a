package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.RenewRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renewals that were sent as one script. What may be due to one key, or to a cluster behind a single address, does not decide
 * on the others: each key is then renewed by a command of its own.
 */
final class RenewalBatch {
    /** Refusals of a whole script for the sake of one key, or because the keys are in several slots. */
    private static final Pattern REFUSED_TOGETHER = Pattern.compile("NOPERM|(?i:slot)|MOVED |ASK ");

    private final ScriptCommands commands;
    private final List<RenewRequest> requests;
    private final List<CompletableFuture<Boolean>> results;

    RenewalBatch(ScriptCommands commands, List<RenewRequest> requests) {
        this.commands = commands;
        this.requests = requests;
        this.results = Stream.generate(CompletableFuture<Boolean>::new)
                .limit(requests.size())
                .toList();
    }

    /** The results, in the order of the requests. */
    List<CompletableFuture<Boolean>> results() {
        return results;
    }

    /** Completes the results. */
    void completed(@Nullable String reply, @Nullable Throwable thrown) {
        boolean together = !(thrown instanceof NotExecutedException
                && REFUSED_TOGETHER.matcher(String.valueOf(thrown.getMessage())).find());
        if (!together) {
            commands.renewEachByItself();
        }
        for (int i = 0; i < results.size(); i++) {
            CompletableFuture<Boolean> result = results.get(i);
            char renewed = reply != null && reply.length() == results.size() ? reply.charAt(i) : '?';
            if (together && thrown != null) {
                result.completeExceptionally(thrown);
            } else if (renewed == '1') {
                result.complete(true);
            } else if (renewed == '2') {
                result.completeExceptionally(
                        new NotExecutedException("the key cannot be read. Does it hold a value of another type?"));
            } else {
                renewByItself(requests.get(i), result);
            }
        }
    }

    /**
     * Also for a key that does not hold its token, before the lease is given up: a proxy that spreads keys over servers may have
     * sent the whole script to the server of the first key.
     */
    private void renewByItself(RenewRequest request, CompletableFuture<Boolean> result) {
        commands.renew(request).whenComplete((renewed, thrown) -> {
            if (thrown != null) {
                result.completeExceptionally(thrown);
            } else {
                if (renewed) {
                    commands.renewEachByItself();
                }
                result.complete(renewed);
            }
        });
    }
}
