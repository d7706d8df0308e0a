package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.once4j.runtime.spi.NxClient;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client that the starter makes. */
class OwnedNxClientTest {
    static Stream<Method> operations() {
        return Arrays.stream(NxClient.class.getMethods()).filter(each -> !Modifier.isStatic(each.getModifiers()));
    }

    /** A default that is not passed on would change how the client behind it behaves. */
    @ParameterizedTest
    @MethodSource("operations")
    void passesEachOperationOn(Method operation) {
        assertThatCode(() -> OwnedNxClient.class.getDeclaredMethod(operation.getName(), operation.getParameterTypes()))
                .doesNotThrowAnyException();
    }
}
