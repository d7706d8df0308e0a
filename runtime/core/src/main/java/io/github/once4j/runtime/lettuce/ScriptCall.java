package io.github.once4j.runtime.lettuce;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A call of a script: by its text the first time, by its digest from then on, in the order of the calls, so that a release
 * that nobody waited for is executed before the next acquisition. A server that does not know the digest has executed nothing,
 * and is sent the text.
 */
final class ScriptCall<T> extends RedisCall<T> {
    private final LuaScript script;
    private final Consumer<CommandArgs<String, String>> arguments;
    private final Function<ReplyOutput<T>, T> meaning;

    /**
     * Creates a call that is still to be dispatched.
     *
     * @param byDigest whether the text was sent before
     * @param arguments adds the number of keys, the keys and the values
     * @param meaning interprets the reply
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

    private static CommandArgs<String, String> arguments(
            String script, Consumer<CommandArgs<String, String>> arguments) {
        var all = new CommandArgs<>(StringCodec.UTF8).add(script);
        arguments.accept(all);
        return all;
    }

    @Override
    void refused(String error) {
        if (error.startsWith("NOSCRIPT") && getType() == CommandType.EVALSHA) {
            completeFrom(connection.dispatch(
                    new RedisCall<>(connection, CommandType.EVAL, arguments(script.text(), arguments), meaning)));
        } else {
            super.refused(error);
        }
    }
}
