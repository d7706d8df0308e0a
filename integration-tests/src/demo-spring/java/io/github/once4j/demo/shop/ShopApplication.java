package io.github.once4j.demo.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The application. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
public class ShopApplication {
    /**
     * Starts an instance.
     *
     * @param arguments {@code --spring.data.redis.url=redis://…}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
