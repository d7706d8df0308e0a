package io.github.once4j.dagger;

import io.github.once4j.Once;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Dagger refuses {@code @Inject} on the constructor of an abstract class: a scope on the class says as much. */
// README
@Singleton // copied to InvoicesOnce, whose constructor with the guard gets @Inject
public abstract class Invoices {
    private final Mail mail;

    protected Invoices(Mail mail) {
        this.mail = mail;
    }

    @Once(key = "invoice-{id}")
    public Optional<String> send(long id) {
        return Optional.of(mail.send(id));
    }
}
// end
