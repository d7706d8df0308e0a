package io.github.once4j.dagger;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The guard, and what is injected where {@code Invoices} are asked for. */
// README
@Module
interface InvoiceModule {
    @Provides
    @Singleton
    static OnceGuard guard(@Named("redis") String redis) {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis)).build();
    }

    @Binds
    Invoices invoices(InvoicesOnce guarded);
}
// end
