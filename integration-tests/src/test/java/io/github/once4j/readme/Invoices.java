package io.github.once4j.readme;

import io.github.once4j.Once;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Guice: a service. */
@SuppressWarnings("InjectOnConstructorOfAbstractClass") // Error Prone does not know that it is copied
// README
public abstract class Invoices {
    private final Clock clock;

    @Inject // copied to InvoicesOnce(OnceGuard, Clock)
    protected Invoices(Clock clock) {
        this.clock = clock;
    }

    @Once(key = "invoice-{id}")
    public Optional<String> send(long id) {
        return Optional.of(id + " sent at " + clock.instant());
    }
}
// end
