package io.github.once4j.spring.feed;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.server.WebFilter;

/** The application. */
@SpringBootApplication(proxyBeanMethods = false)
public class FeedApplication {
    @Bean
    WebFilter user() {
        return (exchange, chain) -> chain.filter(exchange).contextWrite(context -> context.put("user", "ann"));
    }
}
