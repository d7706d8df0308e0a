package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceNotInitializedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The global guard: forwards each call to the guard that was set last. */
public enum GlobalGuard implements OnceGuard, EngineSource {
    /** The only one. */
    INSTANCE;

    private static final AtomicReference<@Nullable EngineGuard> CURRENT = new AtomicReference<>();

    /** See {@link OnceGuard#initGlobal}. */
    public static Registration init(OnceGuard guard) {
        if (guard == null) {
            throw new OnceException("initGlobal(null): pass a guard that OnceGuard.builder() built.");
        }
        if (guard == INSTANCE) {
            throw new OnceException(
                    "The global guard cannot be set to itself: pass a guard that OnceGuard.builder() built.");
        }
        if (!(guard instanceof EngineGuard built)) {
            throw new OnceException(
                    "initGlobal: " + guard.getClass().getName() + " is not a guard that OnceGuard.builder() built.");
        }
        EngineGuard former = CURRENT.getAndSet(built);
        return () -> CURRENT.compareAndSet(built, former);
    }

    private static EngineGuard current() {
        EngineGuard current = CURRENT.get();
        if (current == null) {
            throw new OnceNotInitializedException();
        }
        return current;
    }

    @Override
    public LockEngine engine() {
        return current().engine();
    }

    @Override
    public boolean tryRun(String key, LockOptions options, Runnable action) {
        return current().tryRun(key, options, action);
    }

    @Override
    public @Nullable Lease tryAcquire(String key, LockOptions options) {
        return current().tryAcquire(key, options);
    }

    @Override
    public boolean isLocked(String key) {
        return current().isLocked(key);
    }

    @Override
    public Optional<LockHolder> holder(String key) {
        return current().holder(key);
    }

    @Override
    public boolean release(String key) {
        return current().release(key);
    }

    @Override
    public List<HeldKey> held() {
        return current().held();
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    @Override
    public void close(Duration timeout) {
        throw new OnceException("The global guard is closed where it was built: call close() on that guard.");
    }

    @Override
    public String toString() {
        return "the global guard";
    }
}
