package io.github.once4j.runtime.lettuce;

import io.github.once4j.runtime.spi.NotExecutedException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.function.Function;

/**
 * A command that was sent, and its answer: Lettuce's own command and future in one, so that a call costs no more than a
 * command does.
 */
class RedisCall<T> extends AsyncCommand<String, String, T> {
    final ReplaceableConnection connection;

    /**
     * Makes a call that is still to be dispatched.
     *
     * @param meaning reads the reply
     */
    RedisCall(
            ReplaceableConnection connection,
            CommandType type,
            CommandArgs<String, String> arguments,
            Function<ReplyOutput<T>, T> meaning) {
        super(new Command<>(type, new ReplyOutput<>(meaning), arguments));
        this.connection = connection;
    }

    /** Called when the server has answered. An error says that nothing was executed; all else that fails leaves it open. */
    @Override
    public final void complete() {
        String error = getOutput().getError();
        connection.answered(error);
        if (error == null) {
            read();
        } else {
            refused(error);
        }
    }

    private void read() {
        try {
            complete(getOutput().get());
        } catch (RuntimeException unreadable) {
            completeExceptionally(unreadable);
        }
    }

    void refused(String error) {
        completeExceptionally(new NotExecutedException("the command was refused: " + error, null));
    }
}
