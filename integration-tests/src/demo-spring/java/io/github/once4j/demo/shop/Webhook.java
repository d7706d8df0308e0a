package io.github.once4j.demo.shop;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who sends an order calls it more than once. */
@RestController
class Webhook {
    private final Payments payments;

    Webhook(Payments payments) {
        this.payments = payments;
    }

    @PostMapping("/orders/{id}")
    String order(@PathVariable("id") String id) throws InterruptedException {
        return payments.pay(id);
    }
}
