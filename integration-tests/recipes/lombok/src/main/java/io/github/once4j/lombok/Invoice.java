package io.github.once4j.lombok;

import lombok.Value;

/** What MapStruct makes of an order. */
@Value
public class Invoice {
    long id;
    String receiver;
}
