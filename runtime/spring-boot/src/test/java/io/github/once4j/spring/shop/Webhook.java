package io.github.once4j.spring.shop;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** One payment for each order at a time. */
@RestController
class Webhook {
    private final Orders orders;

    Webhook(Orders orders) {
        this.orders = orders;
    }

    @PostMapping("/orders/{id}")
    String pay(@PathVariable String id) throws InterruptedException {
        return orders.pay(id);
    }
}
