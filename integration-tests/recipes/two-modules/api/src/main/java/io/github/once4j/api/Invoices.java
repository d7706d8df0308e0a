package io.github.once4j.api;

import io.github.once4j.Once;
import java.util.Optional;

/** A guarded interface. InvoicesOnce is generated beside it, and guards any implementation. */
public interface Invoices {
    @Once(key = "invoice-{id}")
    Optional<String> send(long id);
}
