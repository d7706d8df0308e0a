package io.github.once4j.runtime;

import java.util.Objects;

/**
 * Identifies a guarded method in events, exceptions and metrics.
 *
 * @param type the class or interface that declares the guarded method; {@link OnceGuard} for calls by key
 * @param name the method's name
 * @param template the key template, as written; empty for calls by key
 */
public record OnceMethod(Class<?> type, String name, String template) {
    /**
     * Creates the value.
     *
     * @param type the class or interface
     * @param name the method's name
     * @param template the key template
     * @throws NullPointerException if one of them is {@code null}
     */
    public OnceMethod {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(template, "template");
    }

    /** {@return the method as a person writes it: {@code ReportService.build}} */
    @Override
    public String toString() {
        return type.getSimpleName() + "." + name;
    }
}
