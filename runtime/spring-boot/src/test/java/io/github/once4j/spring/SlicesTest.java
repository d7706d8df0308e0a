package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.spring.shop.Journal;
import io.github.once4j.spring.shop.OrdersOnce;
import io.github.once4j.spring.shop.ShopApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;

/** A slice of an application, with a guarded bean and a guard. The annotations of slices have other names in Boot 4. */
@Tag("boot3")
@WebMvcTest(excludeAutoConfiguration = SecurityAutoConfiguration.class)
@ContextConfiguration(classes = ShopApplication.class)
@Import({OrdersOnce.class, Journal.class, SlicesTest.Guard.class})
class SlicesTest {
    @Autowired
    @SuppressWarnings("NullAway.Init")
    private MockMvc http;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private OnceGuard guard;

    @Test
    void guardedBeanIsUsedByTheController() throws Exception {
        http.perform(post("/orders/7")).andExpect(content().string("done pay 7"));
        try (var held = guard.tryAcquire("order-7")) {
            assertThat(held).isNotNull();
            http.perform(post("/orders/7")).andExpect(content().string("busy"));
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Guard {
        @Bean
        OnceGuard guard() {
            return OnceGuard.inMemory();
        }
    }
}
