package io.github.once4j.modular;

import io.github.once4j.Once;
import java.util.Optional;
import java.util.function.Supplier;

/** A guarded class of a named module. */
public abstract class Invoices {
    private final Supplier<String> mail;

    protected Invoices(Supplier<String> mail) {
        this.mail = mail;
    }

    @Once(key = "invoice-{id}")
    public Optional<String> send(long id) {
        return Optional.of(id + ": " + mail.get());
    }
}
