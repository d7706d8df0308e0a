package io.github.once4j.readme;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.once4j.runtime.OnceGuard;

/** Guice: the one binding to write, and another for those who ask for the abstract class. */
// README
class GuardModule extends AbstractModule {
    @Provides
    @Singleton
    OnceGuard onceGuard() {
        return OnceGuard.inMemory();
    }

    @Provides
    Invoices invoices(InvoicesOnce guarded) {
        return guarded;
    }
}
// end
