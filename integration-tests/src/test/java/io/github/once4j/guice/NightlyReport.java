package io.github.once4j.guice;

import io.github.once4j.Once;
import jakarta.inject.Inject;
import java.util.Optional;

/** A job with a dependency of its own, which its container gives it. */
public abstract class NightlyReport {
    private final Mail mail;

    @Inject // copied to the constructor that containers are to take
    @SuppressWarnings("InjectOnConstructorOfAbstractClass")
    protected NightlyReport(Mail mail) {
        this.mail = mail;
    }

    @Once(key = "nightly-{tenant}")
    public Optional<String> send(String tenant, Runnable meanwhile) {
        meanwhile.run();
        return Optional.of(mail.send(tenant));
    }

    /** A dependency. */
    public static final class Mail {
        String send(String tenant) {
            return "sent to " + tenant;
        }
    }
}
