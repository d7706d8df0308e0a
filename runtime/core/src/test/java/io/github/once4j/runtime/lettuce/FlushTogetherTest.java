package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlushTogetherTest {
    private final List<String> sent = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
        @Override
        public void flush(ChannelHandlerContext context) {
            sent.add("flush");
            context.flush();
        }
    });

    /** Its thread has two tasks, as of two callers, before it runs. */
    @Test
    void sendsCommandsThatWaitByOneFlush() {
        new FlushTogether().afterChannelInitialized(channel);
        channel.eventLoop().execute(() -> channel.writeAndFlush("first"));
        channel.eventLoop().execute(() -> channel.writeAndFlush("second"));
        channel.runPendingTasks();

        assertThat(sent).containsExactly("flush");
        assertThat(channel.outboundMessages()).containsExactly("first", "second");
    }
}
