package io.github.once4j.guice;

import io.github.once4j.Once;
import jakarta.inject.Inject;
import java.util.Optional;

/** Guice refuses a scope on an abstract class: a provider method has it. */
// README
public abstract class Invoices {
    private final Mail mail;

    @Inject // copied to InvoicesOnce(OnceGuard, Mail)
    protected Invoices(Mail mail) {
        this.mail = mail;
    }

    @Once(key = "invoice-{id}")
    public Optional<String> send(long id) {
        return Optional.of(mail.send(id));
    }
}
// end
