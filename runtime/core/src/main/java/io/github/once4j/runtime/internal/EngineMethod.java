package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import org.jspecify.annotations.Nullable;

/**
 * A guarded method as the engine knows it: what {@code GuardedMethod} and the rooms of optional libraries share, without adding
 * to what generated code can call.
 */
public abstract class EngineMethod {
    private final MethodSettings settings;

    /** Creates a method. */
    protected EngineMethod(MethodSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the settings of a method.
     *
     * @param method the method
     * @return its settings
     */
    public static MethodSettings settings(EngineMethod method) {
        return method.settings;
    }

    /**
     * Returns the engine of a guard, as of now.
     *
     * @param method the method that is called
     * @param guard the guard of the call
     * @return the engine
     * @throws OnceException if there is no guard, or it is not one of ours
     */
    public static LockEngine engine(EngineMethod method, @Nullable OnceGuard guard) {
        if (guard instanceof EngineSource source) {
            return source.engine();
        }
        if (guard == null) {
            throw new OnceException(method.settings
                    + " was called while its object had no guard: by a super constructor (call it after"
                    + " construction), after deserialisation (construct the object again), or because null was passed for the"
                    + " guard.");
        }
        throw new OnceException(method.settings + " was called on a guard that OnceGuard.builder() did not build ("
                + guard.getClass().getName()
                + "): a mock cannot guard anything. Use OnceGuard.inMemory(), or the guard of an"
                + " OnceTestKit.");
    }

    /** {@return the method as a person writes it: {@code ReportService.build}} */
    @Override
    public final String toString() {
        return settings.toString();
    }
}
