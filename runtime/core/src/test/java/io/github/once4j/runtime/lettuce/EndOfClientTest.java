package io.github.once4j.runtime.lettuce;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a client that is closed, also by a thread that is interrupted: nothing, and the interrupt. */
class EndOfClientTest {
    private static final String NOBODY = "redis://127.0.0.1:1";

    static Set<Supplier<NxClient>> clients() {
        return Set.of(
                () -> LettuceNxClient.connect(RealRedis.shared().uri()),
                () -> LettuceNxClient.lazy(NOBODY),
                () -> LettuceNxClient.lazyCluster(NOBODY));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anInterruptedThreadConnectsAndClosesAndStaysInterrupted(Supplier<NxClient> connect) throws Exception {
        noThreadIsLeftBy(() -> {
            Thread.currentThread().interrupt();
            NxClient client = connect.get();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            client.close();
            client.close();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
    }

    @Test
    void anInterruptedThreadThatCannotConnectStaysInterrupted() throws Exception {
        noThreadIsLeftBy(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> LettuceNxClient.connect(NOBODY)).hasMessageContaining("Connection refused");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
    }

    /** Runs an action on a thread of its own, whose group the threads belong to that it starts. */
    private static void noThreadIsLeftBy(Runnable action) throws Exception {
        var group = new ThreadGroup("of the action");
        var task = new FutureTask<@Nullable Void>(action, null);
        new Thread(group, task).start();
        task.get();
        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(lettuceThreads(group)).isEmpty());
    }

    private static List<Thread> lettuceThreads(ThreadGroup group) {
        var found = new Thread[100];
        return Stream.of(found)
                .limit(group.enumerate(found))
                .filter(each -> each.getName().matches("(lettuce|once4j-connect).*"))
                .toList();
    }

    /** Its guard must not take a command for one whose outcome is unknown, and repeat it until the call times out. */
    @ParameterizedTest
    @MethodSource("clients")
    void aClosedClientRefusesEachCommand(Supplier<NxClient> connect) {
        NxClient client = connect.get();
        client.close();
        assertThat(client.holder("k"))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(NotExecutedException.class)
                .withMessageStartingWith("the client is closed. ")
                .withMessageContaining("sharedClient");
        client.onTimeout("k", Duration.ZERO);
    }
}
