package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.TryAgainException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A command and the future of its result in one object, so that a call allocates no more than the command does. An error reply
 * means that the command was not executed; after every other failure its outcome is unknown.
 */
class RedisCall<T> extends AsyncCommand<String, String, T> {
    /** What a cluster replies while it moves a slot, or has lost the server of one. */
    private static final Pattern SLOT_MOVES = Pattern.compile("TRYAGAIN|ASK |MOVED |CLUSTERDOWN");

    final ReplaceableConnection connection;
    private final ReplyOutput<T> reply;

    /**
     * Creates a call that is still to be dispatched.
     *
     * @param meaning interprets the reply
     */
    RedisCall(
            ReplaceableConnection connection,
            CommandType type,
            CommandArgs<String, String> arguments,
            Function<ReplyOutput<T>, T> meaning) {
        this(connection, type, arguments, new ReplyOutput<>(meaning));
    }

    private RedisCall(
            ReplaceableConnection connection,
            CommandType type,
            CommandArgs<String, String> arguments,
            ReplyOutput<T> reply) {
        super(new Command<>(type, reply, arguments));
        this.connection = connection;
        this.reply = reply;
    }

    /** Called by Lettuce when the server has replied. */
    @Override
    public final void complete() {
        try {
            String error = reply.getError();
            connection.replied(this, error);
            if (error == null) {
                replied(reply);
            } else {
                refused(error);
            }
        } catch (Throwable thrown) { // or nobody would ever complete the call
            completeExceptionally(thrown);
        }
    }

    @Override
    public boolean completeExceptionally(Throwable thrown) {
        return super.completeExceptionally(connection.failed(this, thrown));
    }

    /** Handles a reply without an error. */
    void replied(ReplyOutput<T> reply) {
        complete(reply.get());
    }

    /** Handles an error reply. */
    void refused(String error) {
        completeExceptionally(refusal(error));
    }

    /** Completes with the result of another stage. */
    final void completeFrom(CompletionStage<T> stage) {
        stage.whenComplete((result, thrown) -> {
            if (thrown == null) {
                complete(result);
            } else {
                super.completeExceptionally( // its reason stands in it already
                        thrown instanceof CompletionException && thrown.getCause() != null
                                ? thrown.getCause()
                                : thrown);
            }
        });
    }

    final NotExecutedException refusal(String error) {
        String message = "the command was refused: " + Text.printable(error);
        if (error.startsWith("MOVED ") && !connection.isOfCluster()) {
            message += ". This server belongs to a Redis Cluster: connect by LettuceNxClient.connectCluster";
        }
        if (error.startsWith("WRONGTYPE")) {
            message = message.replaceFirst("\\.$", "")
                    + ". Another program uses this key: give the guard a prefix of its own, or delete the key";
        }
        return SLOT_MOVES.matcher(error).lookingAt()
                ? new TryAgainException(message)
                : new NotExecutedException(message);
    }
}
