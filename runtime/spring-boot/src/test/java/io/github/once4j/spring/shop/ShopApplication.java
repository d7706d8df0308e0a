package io.github.once4j.spring.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The application. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableAsync
@EnableRetry
@EnableScheduling
public class ShopApplication {}
