package io.github.once4j.spring;

import static io.github.once4j.spring.Contexts.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.spring.shop.Journal;
import io.github.once4j.spring.shop.OrdersOnce;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is registered for context propagation reaches the bodies of asynchronous calls. */
class ContextPropagationTest {
    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    @AfterEach
    void forget() {
        ContextRegistry.getInstance().removeThreadLocalAccessor("user");
        USER.remove();
    }

    private static void userInBody(ApplicationContextRunner runner, String expected) {
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", USER);
        USER.set("ann");
        runner.run(context -> {
            var orders = new OrdersOnce(context.getBean(OnceGuard.class), new Journal());
            assertThat(orders.async(() -> Thread.currentThread().getName() + " " + USER.get())
                            .join())
                    .doesNotStartWith(Thread.currentThread().getName())
                    .endsWith(" " + expected);
        });
    }

    @Test
    void callersThreadLocalIsSetInTheBody() {
        userInBody(runner("once4j.backend=memory"), "ann");
    }

    @Test
    void withoutTheLibraryItIsNot() {
        userInBody(
                runner("once4j.backend=memory").withClassLoader(new FilteredClassLoader("io.micrometer.context")),
                "null");
    }
}
