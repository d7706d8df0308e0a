package io.github.once4j.spring;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * What this instance holds, who holds a key, and the release of a key by force, which needs
 * {@code management.endpoint.once.access=unrestricted}.
 */
@Endpoint(id = "once", defaultAccess = Access.READ_ONLY)
final class OnceEndpoint {
    private final OnceGuard guard;
    private final boolean showsKeys;

    OnceEndpoint(OnceGuard guard, boolean showsKeys) {
        this.guard = guard;
        this.showsKeys = showsKeys;
    }

    @ReadOperation
    public Held held() {
        return new Held(guard.held().stream().map(this::heldKey).toList());
    }

    private HeldKey heldKey(OnceGuard.HeldKey held) {
        return new HeldKey(
                held.method().type().getName(),
                held.method().name(),
                showsKeys ? held.holder().key() : null,
                text(held.holder().since()),
                text(held.holder().remaining()));
    }

    @ReadOperation
    public Key key(@Selector(match = Match.ALL_REMAINING) String[] key) {
        String joined = String.join("/", key);
        Optional<LockHolder> holder = guard.holder(joined);
        return new Key(
                joined, holder.isPresent(), holder.map(OnceEndpoint::holder).orElse(null));
    }

    private static Holder holder(LockHolder holder) {
        OptionalLong pid = holder.pid();
        return new Holder(
                holder.host().orElse(null),
                pid.isPresent() ? pid.getAsLong() : null,
                text(holder.since()),
                text(holder.remaining()),
                holder.finished());
    }

    @DeleteOperation
    public Released release(@Selector(match = Match.ALL_REMAINING) String[] key) {
        String joined = String.join("/", key);
        return new Released(joined, guard.release(joined));
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    /** The keys that this instance holds. */
    record Held(List<HeldKey> held) {}

    /**
     * A key that this instance holds.
     *
     * @param key not shown unless {@code once4j.endpoint.show-keys}
     * @param since an {@link Instant}
     * @param remaining a {@link Duration}
     */
    record HeldKey(
            String type,
            String method,
            @Nullable String key,
            @Nullable String since,
            @Nullable String remaining) {}

    /** A key, and who holds it. */
    record Key(String key, boolean locked, @Nullable Holder holder) {}

    /** Who holds a key. */
    record Holder(
            @Nullable String host,
            @Nullable Long pid,
            @Nullable String since,
            @Nullable String remaining,
            boolean finished) {}

    /** Whether a key was held that is now released. */
    record Released(String key, boolean released) {}
}
