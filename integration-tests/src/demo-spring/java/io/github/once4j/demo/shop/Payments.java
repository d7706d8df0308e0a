package io.github.once4j.demo.shop;

import io.github.once4j.Once;
import org.springframework.stereotype.Service;

/** One payment for each order at a time. */
@Service
public abstract class Payments {
    @Once(key = "order-{id}", returnOnLocked = "busy")
    public String pay(String id) throws InterruptedException {
        Story.run("order-" + id, 300);
        return "paid";
    }
}
