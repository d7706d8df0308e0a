package io.github.once4j.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code once4j.*}.
 *
 * @param enabled Whether the application gets a guard.
 * @param backend Where keys are kept. Found out if not set: Redis if there is a connection factory or a URL, else the data
 *     source. Memory, which guards one process only, is never chosen by itself.
 * @param prefix Prefix of each key in the backend, so that several applications can share one.
 * @param lease Lease of methods that do not set their own: how long a key outlives a process that died.
 * @param redis Redis.
 * @param jdbc A database.
 * @param start What happens if the backend is not there when the application starts.
 * @param check What happens if a type with @Once has no generated class, or a bean is not of it.
 * @param transactions What happens to a key that is acquired while a transaction is active.
 * @param closeTimeout How long running bodies may take to end when the application stops.
 * @param metrics Metrics.
 * @param endpoint The Actuator endpoint.
 */
@ConfigurationProperties("once4j")
record OnceProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable Backend backend,
        @DefaultValue("once:") String prefix,
        @DefaultValue("30s") Duration lease,
        @DefaultValue Redis redis,
        @DefaultValue Jdbc jdbc,
        @DefaultValue("fail") Start start,
        @DefaultValue("fail") Check check,
        @DefaultValue("hold") Transactions transactions,
        @DefaultValue("20s") Duration closeTimeout,
        @DefaultValue Metrics metrics,
        @DefaultValue Endpoint endpoint) {
    /** Where keys are kept. */
    enum Backend {
        REDIS,
        JDBC,
        MEMORY
    }

    /** What happens if the backend is not there when the application starts. */
    enum Start {
        /** The application does not start. */
        FAIL,
        /** The application starts; guarded calls fail until the backend is there. */
        LAZY
    }

    /** What happens if something is unguarded. */
    enum Check {
        FAIL,
        WARN,
        OFF
    }

    /** What happens to a key that is acquired while a transaction is active. */
    enum Transactions {
        /** The key is held until the transaction has ended. */
        HOLD,
        /** The key is released when the method returns. */
        IGNORE
    }

    /**
     * Redis.
     *
     * @param url Address for locks alone, in place of the application's connection factory; several, separated by commas, for a
     *     cluster.
     * @param connectionFactory Name of the connection factory bean whose settings are used, if there are several.
     */
    record Redis(@Nullable String url, @Nullable String connectionFactory) {
        Redis {
            url = written(url);
            connectionFactory = written(connectionFactory);
        }

        /** A placeholder that has no value gives an empty one, as in {@code url: ${REDIS_URL:}}. */
        private static @Nullable String written(@Nullable String value) {
            return value == null || value.isBlank() ? null : value.strip();
        }
    }

    /**
     * A database.
     *
     * @param createTable Whether the table of locks is created at the start if it is missing.
     */
    record Jdbc(@DefaultValue("false") boolean createTable) {}

    /**
     * Metrics.
     *
     * @param enabled Whether metrics are recorded where there is a meter registry.
     */
    record Metrics(@DefaultValue("true") boolean enabled) {}

    /**
     * The Actuator endpoint.
     *
     * @param showKeys Whether the list of held leases shows their keys, which may contain personal data.
     */
    record Endpoint(@DefaultValue("false") boolean showKeys) {}
}
