package io.github.once4j.runtime;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A script that was sent, and its answer: Lettuce's own command and future in one, so that a call costs no more than a
 * command does. It is sent as its text the first time, and by its digest from then on: in the order of the calls, so that a
 * release which nobody waited for comes before the next acquisition. A server that has forgotten the digest has executed
 * nothing, and is sent the text again.
 */
final class LettuceCall<T> extends AsyncCommand<String, String, T> {
    private final LettuceConnection connection;
    private final LettuceScript script;
    private final Consumer<CommandArgs<String, String>> arguments;
    private final Function<LettuceReply<T>, T> meaning;

    /**
     * Makes a call that is still to be dispatched.
     *
     * @param arguments adds the number of keys, the keys and the values
     * @param meaning reads the reply
     */
    LettuceCall(
            LettuceConnection connection,
            LettuceScript script,
            Consumer<CommandArgs<String, String>> arguments,
            Function<LettuceReply<T>, T> meaning) {
        this(connection.knows(script), connection, script, arguments, meaning);
    }

    private LettuceCall(
            boolean byDigest,
            LettuceConnection connection,
            LettuceScript script,
            Consumer<CommandArgs<String, String>> arguments,
            Function<LettuceReply<T>, T> meaning) {
        super(new Command<>(
                byDigest ? CommandType.EVALSHA : CommandType.EVAL,
                new LettuceReply<>(meaning),
                arguments(byDigest ? script.digest() : script.text(), arguments)));
        this.connection = connection;
        this.script = script;
        this.arguments = arguments;
        this.meaning = meaning;
    }

    private static CommandArgs<String, String> arguments(String what, Consumer<CommandArgs<String, String>> arguments) {
        var all = new CommandArgs<>(StringCodec.UTF8).add(what);
        arguments.accept(all);
        return all;
    }

    /** Called when the server has answered. An error says that nothing was executed; all else that fails leaves it open. */
    @Override
    public void complete() {
        String error = getOutput().getError();
        connection.answered(error);
        if (error == null) {
            read();
        } else if (error.startsWith("NOSCRIPT") && getType() == CommandType.EVALSHA) {
            sendText();
        } else {
            completeExceptionally(new NotExecutedException("Redis refused the command: " + error, null));
        }
    }

    private void read() {
        try {
            complete(getOutput().get());
        } catch (RuntimeException unreadable) {
            completeExceptionally(unreadable);
        }
    }

    private void sendText() {
        var text = new LettuceCall<>(false, connection, script, arguments, meaning);
        connection.dispatch(text).whenComplete((answer, failure) -> {
            if (failure == null) {
                complete(answer);
            } else {
                completeExceptionally(failure);
            }
        });
    }
}
