package shapes;

import io.github.once4j.Once;

@SuppressWarnings("try")
public abstract class Closing implements AutoCloseable {
    @Once(key = "closing-{id}")
    public void run(String id) {}

    @Override
    public void close() throws InterruptedException {}
}
// ---
package shapes;

import io.github.once4j.Once;

@SuppressWarnings("try")
public interface ClosingFace extends AutoCloseable {
    @Once(key = "face-{id}")
    void run(String id);

    @Override
    void close() throws InterruptedException;
}
// ---
package shapes;

import io.github.once4j.Once;
import java.io.IOException;

/** A service. */
public abstract class Documented {
    /** For subclasses. */
    protected Documented() {}

    /**
     * Waits.
     *
     * @param <T> what for
     * @param id the id
     * @param value the value
     * @return the value
     * @throws IOException never
     */
    @Once(key = "documented-{id}")
    public <T> T run(String id, T value) throws IOException {
        return value;
    }
}
// ---
package shapes;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
public abstract class NullMarkedJobs<T extends @Nullable Object> {
    public record Order(String id, @Nullable String note) {}

    @Once(key = "a-{x}-{order.id}")
    public @Nullable String run(String x, Order order) {
        return x;
    }

    @Once(key = "b-{x}", returnOnLocked = "7")
    protected int number(String x, @Nullable String y) {
        return 1;
    }

    @Once(key = "c-{x}")
    public CompletableFuture<@Nullable String> future(String x, Lease lease) {
        return CompletableFuture.completedFuture(x);
    }

    @Once(key = "d-{x}")
    public @Nullable T generic(T t, String x) {
        return t;
    }

    @Once(key = "e-{x}")
    public Optional<String> optional(String x, @Nullable List<@Nullable String> list) {
        return Optional.empty();
    }

    @Once(key = "f-{x}")
    public void nothing(String x, Lease lease) {}

    @Once(key = "g-{x}", returnOnLocked = "7")
    public @Nullable Integer boxed(String x) {
        return null;
    }
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
public interface NullMarkedFace<T extends @Nullable Object> extends Function<T, @Nullable String> {
    @Once(key = "f-{x}")
    @Nullable String run(String x, T t);

    @Override
    @Nullable String apply(T t);
}
