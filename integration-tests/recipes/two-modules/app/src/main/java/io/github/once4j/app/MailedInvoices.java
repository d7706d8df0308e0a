package io.github.once4j.app;

import io.github.once4j.api.Invoices;
import io.github.once4j.api.InvoicesOnce;
import io.github.once4j.runtime.OnceGuard;
import java.util.Optional;
import java.util.function.Supplier;

/** The implementation, which {@link #guarded} wraps. */
public final class MailedInvoices implements Invoices {
    private final Supplier<String> mail;

    private MailedInvoices(Supplier<String> mail) {
        this.mail = mail;
    }

    /** What the rest of the application is given. */
    public static Invoices guarded(OnceGuard guard, Supplier<String> mail) {
        return new InvoicesOnce(guard, new MailedInvoices(mail));
    }

    @Override
    public Optional<String> send(long id) {
        return Optional.of(id + ": " + mail.get());
    }
}
