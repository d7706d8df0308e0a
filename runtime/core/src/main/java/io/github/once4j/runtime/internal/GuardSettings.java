package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.internal.text.Surrogates;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a guard, complete and checked.
 *
 * @param listeners empty if nobody listens, which costs nothing then
 * @param executor {@code null} for a pool of the guard's own
 * @param decorator {@code null} if tasks are not decorated
 * @param releaseGate {@code null} if keys are released when their bodies have ended
 */
public record GuardSettings(
        NxClient client,
        boolean closesClient,
        String prefix,
        String suffix,
        String tokenPrefix,
        Duration lease,
        List<OnceListener> listeners,
        boolean awaitsRelease,
        @Nullable Executor executor,
        @Nullable UnaryOperator<Runnable> decorator,
        @Nullable ReleaseGate releaseGate,
        Function<String, @Nullable String> placeholders,
        GuardScheduler scheduler) {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofDays(365);

    /** The key as it stands in the backend. */
    String storedKey(String key) {
        if (key == null) {
            throw new OnceKeyException("The key is null: pass the text of the key.");
        }
        // Concatenating with nothing would allocate a new string.
        return prefix.isEmpty() && suffix.isEmpty() ? key : prefix.concat(key).concat(suffix);
    }

    /** The key without prefix and suffix. */
    String key(String storedKey) {
        return storedKey.substring(prefix.length(), storedKey.length() - suffix.length());
    }

    /** Behind {@code OnceGuard.Builder}; each method is described there. */
    public static final class Builder {
        private @Nullable NxClient client;
        private boolean closesClient;
        private String prefix = "once:";
        private String suffix = "";
        private String tokenPrefix = "";
        private Duration lease = Duration.ofSeconds(30);
        private final List<OnceListener> listeners = new ArrayList<>(1);
        private boolean awaitsRelease = true;
        private @Nullable Executor executor;
        private @Nullable UnaryOperator<Runnable> decorator;
        private @Nullable ReleaseGate releaseGate;
        private Function<String, @Nullable String> placeholders = NoPlaceholders.INSTANCE;
        private @Nullable GuardScheduler scheduler;

        /** Starts with the defaults. */
        public Builder() {}

        public void client(NxClient client, boolean closes) {
            this.client = required(client, closes ? "client" : "sharedClient");
            this.closesClient = closes;
        }

        public void prefix(String prefix) {
            this.prefix = encodable(prefix, "prefix");
        }

        public void suffix(String suffix) {
            this.suffix = encodable(suffix, "suffix");
        }

        public void pyCachify() {
            tokenPrefix = TokenFormat.PICKLED_ONE;
            prefix = "PYC-";
            suffix = "-once";
        }

        public void lease(Duration lease) {
            required(lease, "lease");
            if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
                throw new OnceException(
                        "The lease " + lease + " is out of range: set one from 1 second to 365 days, such as PT30S.");
            }
            this.lease = lease;
        }

        public void listener(OnceListener listener) {
            listeners.add(required(listener, "listener"));
        }

        public void releaseWithoutWaiting() {
            awaitsRelease = false;
        }

        public void executor(Executor executor) {
            this.executor = required(executor, "executor");
        }

        public void decorator(UnaryOperator<Runnable> decorator) {
            this.decorator = required(decorator, "taskDecorator");
        }

        public void releaseGate(ReleaseGate gate) {
            this.releaseGate = required(gate, "releaseGate");
        }

        public void placeholders(Function<String, @Nullable String> values) {
            this.placeholders = required(values, "placeholders");
        }

        public void scheduler(GuardScheduler scheduler) {
            this.scheduler = required(scheduler, "scheduler");
        }

        private static String encodable(String value, String setting) {
            if (Surrogates.unpaired(required(value, setting)) >= 0) {
                throw new OnceException("OnceGuard.Builder." + setting + "(`" + Text.printable(value)
                        + "`) has an unpaired surrogate, which no encoding can represent.");
            }
            return value;
        }

        private static <T> T required(@Nullable T value, String setting) {
            if (value == null) {
                throw new OnceException("OnceGuard.Builder." + setting + "(null): pass a value, or do not call it.");
            }
            return value;
        }

        /** Completes the settings. */
        public GuardSettings build() {
            if (client == null) {
                throw new OnceException(
                        "A guard needs a client: client(LettuceNxClient.connect(\"redis://localhost\")) for all"
                                + " processes, or OnceGuard.inMemory() for this one alone.");
            }
            return new GuardSettings(
                    client,
                    closesClient,
                    prefix,
                    suffix,
                    tokenPrefix,
                    lease,
                    List.copyOf(listeners),
                    awaitsRelease,
                    executor,
                    decorator,
                    releaseGate,
                    placeholders,
                    scheduler == null ? new SystemScheduler() : scheduler);
        }
    }

    /** Not a lambda: the first one of a JVM would cost as much as the rest of the first guarded call. */
    private enum NoPlaceholders implements Function<String, @Nullable String> {
        INSTANCE;

        @Override
        public @Nullable String apply(String name) {
            return null;
        }
    }
}
