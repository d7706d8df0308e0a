package io.github.once4j.lombok;

import lombok.Value;

/** Part of a key: {@code {order.id}} is the getter that Lombok writes. */
@Value
public class Order {
    long id;
    String customer;
}
