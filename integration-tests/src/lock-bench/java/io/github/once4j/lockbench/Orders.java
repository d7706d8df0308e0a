package io.github.once4j.lockbench;

import io.github.once4j.Once;

/** What is guarded in four ways when only the way to the guard is measured. */
@SuppressWarnings("once4j:unguarded") // the plain body is one of them
class Orders {
    /** A part of the key with a property. */
    public record Order(String id, int lines) {
        // An interpreter of expressions calls what it reads by reflection: public.
    }

    @Once(key = "pay-{tenant}-{order.id}", returnOnLocked = "-1")
    int pay(String tenant, Order order) {
        return order.lines();
    }
}
