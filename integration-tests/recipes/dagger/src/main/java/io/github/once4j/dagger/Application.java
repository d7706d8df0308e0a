package io.github.once4j.dagger;

import dagger.BindsInstance;
import dagger.Component;
import io.github.once4j.runtime.OnceGuard;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The component. */
@Component(modules = InvoiceModule.class)
@Singleton
interface Application {
    Invoices invoices();

    OnceGuard guard();

    /** Builds it. */
    @Component.Factory
    interface Factory {
        Application create(@BindsInstance @Named("redis") String redis, @BindsInstance Mail mail);
    }
}
