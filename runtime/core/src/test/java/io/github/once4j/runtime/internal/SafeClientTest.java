package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client in which nothing throws. */
class SafeClientTest {
    static Stream<Method> operations() {
        return Arrays.stream(NxClient.class.getMethods()).filter(each -> !Modifier.isStatic(each.getModifiers()));
    }

    /** A default that is not passed on would change how the client behind it behaves. */
    @ParameterizedTest
    @MethodSource("operations")
    void passesEachOperationOn(Method operation) {
        assertThatCode(() -> SafeClient.class.getDeclaredMethod(operation.getName(), operation.getParameterTypes()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
    void takesAnyTime(long seconds) {
        var client = new SafeClient(new CountedClient(new InMemoryNxClient()) {
            @Override
            public Duration localHoldCacheTime() {
                return Duration.ofSeconds(seconds);
            }
        });
        assertThat(client.localHoldCacheTime()).isBetween(Duration.ZERO, Duration.ofDays(1));
    }
}
