package io.github.once4j.readme;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.github.once4j.Once;
import io.github.once4j.runtime.OnceGuard;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Guice, and whatever else knows {@code @Inject}. {@link UsageTest} runs it. */
@SuppressWarnings("InjectOnConstructorOfAbstractClass") // Error Prone does not know that it is copied
final class GuiceExample {
    private GuiceExample() {}

    // README
    static class GuardModule extends AbstractModule {
        @Provides
        @Singleton
        OnceGuard onceGuard() {
            return OnceGuard.inMemory();
        }

        @Provides
        Invoices invoices(GuiceExample_InvoicesOnce guarded) {
            return guarded;
        }
    }

    abstract static class Invoices {
        private final Clock clock;

        @Inject // copied to the generated constructor with the guard: (OnceGuard, Clock)
        Invoices(Clock clock) {
            this.clock = clock;
        }

        @Once(key = "invoice-{id}")
        @Nullable
        String send(long id) {
            return id + " sent at " + clock.instant();
        }
    }
    // end
}
