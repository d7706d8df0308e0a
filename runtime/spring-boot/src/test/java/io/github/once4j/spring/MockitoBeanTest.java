package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.spring.shop.Journal;
import io.github.once4j.spring.shop.Orders;
import io.github.once4j.spring.shop.OrdersOnce;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Mocks in place of guarded beans and of the guard, as tests of applications have them. */
class MockitoBeanTest {
    private static final String MEMORY = "once4j.backend=memory";

    @Nested
    @SpringBootTest(
            classes = {OnceAutoConfiguration.class, OrdersOnce.class, Journal.class},
            properties = MEMORY,
            webEnvironment = WebEnvironment.NONE)
    class OfTheGuardedBean {
        @MockitoBean
        @SuppressWarnings("NullAway.Init")
        private Orders orders;

        @Test
        void answersInItsPlace() throws Exception {
            when(orders.pay("1")).thenReturn("mocked");
            assertThat(orders.pay("1")).isEqualTo("mocked");
        }
    }

    @Nested
    @SpringBootTest(
            classes = {OnceAutoConfiguration.class, OrdersOnce.class, Journal.class},
            properties = MEMORY,
            webEnvironment = WebEnvironment.NONE)
    class OfTheGuard {
        @MockitoBean
        @SuppressWarnings("NullAway.Init")
        private OnceGuard guard;

        @Test
        void failsWithAMessage(@Autowired Orders orders) {
            assertThatThrownBy(() -> orders.pay("1"))
                    .isInstanceOf(OnceException.class)
                    .hasMessageContaining("a mock cannot guard anything");
        }
    }
}
