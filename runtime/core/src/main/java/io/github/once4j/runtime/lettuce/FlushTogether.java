package io.github.once4j.runtime.lettuce;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Sends the commands that wait for the thread of a connection by one system call, where Lettuce makes one for each of them: a
 * guarded call of 64 threads takes 17 µs instead of 24, one of 1,024 asynchronous ones 8 instead of 13. A command that waits
 * alone is sent as soon as before.
 */
final class FlushTogether implements NettyCustomizer {
    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline() // last, so that TLS encrypts them together, too
                .addLast(new FlushConsolidationHandler(
                        FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
    }
}
