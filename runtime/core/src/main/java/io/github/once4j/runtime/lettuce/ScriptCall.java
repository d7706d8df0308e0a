package io.github.once4j.runtime.lettuce;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A script that was sent. It is sent as its text the first time, and by its digest from then on: in the order of the calls, so
 * that a release which nobody waited for comes before the next acquisition. A server that has forgotten the digest has
 * executed nothing, and is sent the text again.
 */
final class ScriptCall<T> extends RedisCall<T> {
    private final LuaScript script;
    private final Consumer<CommandArgs<String, String>> arguments;
    private final Function<ReplyOutput<T>, T> meaning;

    /**
     * Makes a call that is still to be dispatched.
     *
     * @param byDigest whether the server has seen its text
     * @param arguments adds the number of keys, the keys and the values
     * @param meaning reads the reply
     */
    ScriptCall(
            ReplaceableConnection connection,
            boolean byDigest,
            LuaScript script,
            Consumer<CommandArgs<String, String>> arguments,
            Function<ReplyOutput<T>, T> meaning) {
        super(
                connection,
                byDigest ? CommandType.EVALSHA : CommandType.EVAL,
                arguments(byDigest ? script.digest() : script.text(), arguments),
                meaning);
        this.script = script;
        this.arguments = arguments;
        this.meaning = meaning;
    }

    private static CommandArgs<String, String> arguments(String what, Consumer<CommandArgs<String, String>> arguments) {
        var all = new CommandArgs<>(StringCodec.UTF8).add(what);
        arguments.accept(all);
        return all;
    }

    @Override
    void refused(String error) {
        if (error.startsWith("NOSCRIPT") && getType() == CommandType.EVALSHA) {
            sendText();
        } else {
            super.refused(error);
        }
    }

    private void sendText() {
        var text = new RedisCall<>(connection, CommandType.EVAL, arguments(script.text(), arguments), meaning);
        connection.dispatch(text).whenComplete((answer, failure) -> {
            if (failure == null) {
                complete(answer);
            } else {
                completeExceptionally(failure);
            }
        });
    }
}
