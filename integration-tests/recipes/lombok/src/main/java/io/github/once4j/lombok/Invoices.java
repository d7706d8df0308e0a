package io.github.once4j.lombok;

import io.github.once4j.Once;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/** Lombok writes its constructor; InvoicesOnce has it with the guard in front. */
@RequiredArgsConstructor(access = AccessLevel.PROTECTED)
public abstract class Invoices {
    private final InvoiceMapper mapper;
    private final UnaryOperator<Invoice> mail;

    @Once(key = "invoice-{order.id}")
    public Optional<Invoice> send(Order order) {
        return Optional.of(mail.apply(mapper.of(order)));
    }
}
