package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.internal.text.Surrogates;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A guard with an engine of its own. */
public final class EngineGuard implements OnceGuard, EngineSource, ReleaseGate.Target {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final LockEngine engine;

    /** Creates a guard; starts nothing. */
    public EngineGuard(GuardSettings settings) {
        this.engine = new LockEngine(settings);
    }

    @Override
    public LockEngine engine() {
        return engine;
    }

    @Override
    public void setGateIfAbsent(ReleaseGate gate) {
        engine.setGateIfAbsent(gate);
    }

    @Override
    public boolean tryRun(String key, LockOptions options, Runnable action) {
        if (action == null) {
            throw new OnceException("tryRun(key, null): pass what is to run.");
        }
        try (Lease lease = tryAcquire(key, options)) {
            if (lease == null) {
                return false;
            }
            action.run();
            lease.succeeded();
            return true;
        }
    }

    @Override
    public @Nullable Lease tryAcquire(String key, LockOptions options) {
        if (options == null) {
            throw new OnceException("The options are null: pass LockOptions.DEFAULTS, or call the form without them.");
        }
        return SyncCall.acquire(engine, MethodSettings.byKey(options), checked(key), false);
    }

    @Override
    public boolean isLocked(String key) {
        return holder(key).isPresent();
    }

    @Override
    public Optional<LockHolder> holder(String key) {
        return engine.admin.await(checked(key), KeyAdmin::holder);
    }

    @Override
    public boolean release(String key) {
        return engine.admin.await(checked(key), KeyAdmin::forceRelease);
    }

    private static String checked(String key) {
        int unpaired = key == null ? -1 : Surrogates.unpaired(key);
        if (unpaired >= 0) {
            throw new OnceKeyException("Key `" + Text.printable(key) + "` has an unpaired surrogate at index "
                    + unpaired + ", which no encoding can represent.");
        }
        return key;
    }

    @Override
    public List<HeldKey> held() {
        return engine.admin.held();
    }

    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    @Override
    public void close(Duration timeout) {
        if (timeout == null) {
            throw new OnceException("close(null): pass how long to wait for running bodies, or call close().");
        }
        engine.close(timeout);
    }

    @Override
    public String toString() {
        return "guard on " + engine.client;
    }
}
