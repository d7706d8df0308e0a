package io.github.once4j.demo.shop;

import io.github.once4j.Once;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** A job that each instance is asked for in each second. */
@Service
public abstract class SalesReport {
    @Scheduled(cron = "* * * * * *")
    @Once(key = "sales-report", holdAtLeast = "PT0.6S")
    public void build() throws InterruptedException {
        Story.run("sales-report", 300);
    }
}
