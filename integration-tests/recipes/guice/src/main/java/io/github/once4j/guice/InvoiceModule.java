package io.github.once4j.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;

/** The guard, and what is injected where {@code Invoices} are asked for. */
// README
public final class InvoiceModule extends AbstractModule {
    private final String redis;

    public InvoiceModule(String redis) {
        this.redis = redis;
    }

    @Provides
    @Singleton
    OnceGuard guard() {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis)).build();
    }

    @Provides
    @Singleton
    Invoices invoices(InvoicesOnce guarded) {
        return guarded;
    }
}
// end
