package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceNotInitializedException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The global guard: forwards each call to the guard that was set last. */
public enum GlobalGuard implements OnceGuard, EngineSource {
    /** The only one. */
    INSTANCE;

    private static final AtomicReference<@Nullable Setting> CURRENT = new AtomicReference<>();

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
        return Objects.requireNonNull(CURRENT.updateAndGet(former -> new Setting(built, inUse(former))));
    }

    /** So that an application that sets one guard after the other, and closes no registration, does not keep them all. */
    private static @Nullable Setting inUse(@Nullable Setting former) {
        Setting used = former;
        while (used != null && (used.isClosed || used.guard.engine().isClosed())) {
            used = used.former;
        }
        return used;
    }

    /** One call of {@link #init}. When it is closed, the latest one that is not closed counts, in whatever order they are. */
    private static final class Setting implements Registration {
        final EngineGuard guard;
        final @Nullable Setting former;
        volatile boolean isClosed;

        Setting(EngineGuard guard, @Nullable Setting former) {
            this.guard = guard;
            this.former = former;
        }

        @Override
        public void close() {
            isClosed = true;
            Setting top = CURRENT.get();
            while (top != null && top.isClosed) {
                CURRENT.compareAndSet(top, top.former);
                top = CURRENT.get();
            }
        }
    }

    private static EngineGuard current() {
        Setting current = CURRENT.get();
        if (current == null) {
            throw new OnceNotInitializedException();
        }
        return current.guard;
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
