package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceMethod;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one guarded method, and its times on the guard that asked last.
 *
 * @param lease {@code null} for the guard's
 * @param holdAtLeast {@code null} for none
 * @param holdAtMost {@code null} for none
 * @param waitAtMost {@code null} for none
 * @param keepAfterSuccess {@code null} for none
 */
public record MethodSettings(
        OnceMethod method,
        @Nullable DurationSetting lease,
        @Nullable DurationSetting holdAtLeast,
        @Nullable DurationSetting holdAtMost,
        @Nullable DurationSetting waitAtMost,
        @Nullable DurationSetting keepAfterSuccess,
        boolean fenced,
        boolean interruptOnLost,
        LeaseTimes.Formulas formulas,
        Cache cache) {
    /** The calls by key, without a method. */
    static final MethodSettings BY_KEY = new MethodSettings(new OnceMethod(OnceGuard.class, "tryRun", ""));

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** A method without settings of its own. */
    public MethodSettings(OnceMethod method) {
        this(method, null, null, null, null, null, false, false);
    }

    /** A method with settings of its own. */
    public MethodSettings(
            OnceMethod method,
            @Nullable DurationSetting lease,
            @Nullable DurationSetting holdAtLeast,
            @Nullable DurationSetting holdAtMost,
            @Nullable DurationSetting waitAtMost,
            @Nullable DurationSetting keepAfterSuccess,
            boolean fenced,
            boolean interruptOnLost) {
        this(
                method,
                lease,
                holdAtLeast,
                holdAtMost,
                waitAtMost,
                keepAfterSuccess,
                fenced,
                interruptOnLost,
                RealFormulas.INSTANCE,
                new Cache());
    }

    /** The calls by key with these options. */
    static MethodSettings byKey(LockOptions options) {
        return options == LockOptions.DEFAULTS
                ? BY_KEY
                : new MethodSettings(
                        BY_KEY.method,
                        DurationSetting.fixed(options.lease()),
                        DurationSetting.fixed(options.holdAtLeast()),
                        DurationSetting.fixed(options.holdAtMost()),
                        DurationSetting.fixed(options.waitAtMost()),
                        DurationSetting.fixed(options.keepAfterSuccess()),
                        false,
                        false);
    }

    /** Whether calls wait for a held key. */
    boolean waits() {
        return waitAtMost != null;
    }

    /** The times on a guard; nearly always those of the previous call. */
    LeaseTimes times(GuardSettings guard) {
        Times known = cache.times;
        if (known == null || known.lease != guard.lease() || known.placeholders.get() != guard.placeholders()) {
            known = new Times(guard.lease(), new WeakReference<>(guard.placeholders()), compute(guard));
            cache.times = known;
        }
        return known.times;
    }

    private LeaseTimes compute(GuardSettings guard) {
        Duration own = lease == null ? guard.lease() : lease.on(guard, method, "lease");
        Duration least = on(guard, holdAtLeast, "holdAtLeast");
        Duration most = on(guard, holdAtMost, "holdAtMost");
        if (own.compareTo(SHORTEST_LEASE) < 0) {
            throw new OnceException(
                    method + ": its lease is configured as " + own + ", but must be at least 1 second.");
        }
        if (least != null && most != null && least.compareTo(most) > 0) {
            throw new OnceException(
                    method + ": its holdAtLeast (" + least + ") is longer than its holdAtMost (" + most + ").");
        }
        return formulas.of(
                own, least, most, on(guard, waitAtMost, "waitAtMost"), on(guard, keepAfterSuccess, "keepAfterSuccess"));
    }

    private @Nullable Duration on(GuardSettings guard, @Nullable DurationSetting setting, String attribute) {
        return setting == null ? null : setting.on(guard, method, attribute);
    }

    @Override
    public String toString() {
        return method.toString();
    }

    /** Does not keep the guard: a method may outlive it, with the class loader of its application. */
    private record Times(
            Duration lease, WeakReference<Function<String, @Nullable String>> placeholders, LeaseTimes times) {}

    /** Holds the times of the guard that asked last. */
    public static final class Cache {
        private volatile @Nullable Times times;
    }

    private enum RealFormulas implements LeaseTimes.Formulas {
        INSTANCE;

        @Override
        public LeaseTimes of(
                Duration lease,
                @Nullable Duration holdAtLeast,
                @Nullable Duration holdAtMost,
                @Nullable Duration waitAtMost,
                @Nullable Duration keepAfterSuccess) {
            return new LeaseTimes(lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess);
        }
    }
}
