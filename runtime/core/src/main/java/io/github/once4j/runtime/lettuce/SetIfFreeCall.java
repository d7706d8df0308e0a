package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.LockCommands.bytes;
import static io.github.once4j.runtime.lettuce.LockCommands.millis;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/**
 * An acquisition by {@code SET key token NX GET PX ttl}: stores the token if the key is free, and otherwise replies with the
 * value that is there.
 */
final class SetIfFreeCall extends RedisCall<AcquireResult> {
    private final LockCommands commands;
    private final AcquireRequest request;
    private final String token;

    SetIfFreeCall(LockCommands commands, AcquireRequest request) {
        this(commands, request, request.token().text());
    }

    private SetIfFreeCall(LockCommands commands, AcquireRequest request, String token) {
        super(commands.connection, CommandType.SET, arguments(request, token), reply -> LockCommands.STORED);
        this.commands = commands;
        this.request = request;
        this.token = token;
    }

    private static CommandArgs<String, String> arguments(AcquireRequest request, String token) {
        return LockCommands.arguments(request.key())
                .add(bytes(token))
                .add("NX")
                .add("GET")
                .add("PX")
                .add(millis(request.ttl()));
    }

    @Override
    void replied(ReplyOutput<AcquireResult> reply) {
        String value = reply.text();
        if (value == null) {
            complete(LockCommands.STORED);
        } else {
            completeFrom(commands.occupied(request, token, value));
        }
    }

    @Override
    void refused(String error) {
        if (error.contains("syntax error")) { // Redis 6.2 and older
            completeFrom(commands.withoutSetIfFree(request, refusal(error)));
        } else {
            super.refused(error);
        }
    }
}
