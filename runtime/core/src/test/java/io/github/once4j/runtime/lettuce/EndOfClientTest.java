package io.github.once4j.runtime.lettuce;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a client that is closed, also by a thread that is interrupted: nothing, and the interrupt. */
@Isolated("counts the threads of Lettuce")
class EndOfClientTest {
    private static final String NOBODY = "redis://127.0.0.1:1";

    private final Set<Thread> before = threads();

    static Set<Supplier<NxClient>> clients() {
        return Set.of(
                () -> LettuceNxClient.connect(RealRedis.shared().uri()),
                () -> LettuceNxClient.lazy(NOBODY),
                () -> LettuceNxClient.lazyCluster(NOBODY));
    }

    private static Set<Thread> threads() {
        var found = new HashSet<Thread>();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().matches("(lettuce|once4j-connect).*")) {
                found.add(each);
            }
        }
        return found;
    }

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anInterruptedThreadConnectsAndClosesAndStaysInterrupted(Supplier<NxClient> connect) {
        Thread.currentThread().interrupt();
        NxClient client = connect.get();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        client.close();
        client.close();
        assertThat(Thread.interrupted()).isTrue();
        noThreadIsLeft();
    }

    @Test
    void anInterruptedThreadThatCannotConnectStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> LettuceNxClient.connect(NOBODY)).hasMessageContaining("Connection refused");
        assertThat(Thread.interrupted()).isTrue();
        noThreadIsLeft();
    }

    private void noThreadIsLeft() {
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
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
                .withMessage("the client is closed");
        client.onTimeout("k", Duration.ZERO);
    }
}
