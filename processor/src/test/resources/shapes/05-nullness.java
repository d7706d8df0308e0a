package shapes;

import io.github.once4j.Once;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
public abstract class Marked<T extends @Nullable Object> {
    @Once(key = "a-{part}")
    public @Nullable String a(String part, @Nullable String other) {
        return other;
    }

    @Once(key = "b-{part}")
    public Map<String, @Nullable List<@Nullable T>> b(String part, @Nullable String @Nullable [] array, List<? extends @Nullable Object> wild) {
        return Map.of();
    }

    @Once(key = "c-{part}")
    public CompletableFuture<@Nullable T> c(int part, @Nullable T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Once(key = "d")
    public Map.@Nullable Entry<String, T> d() {
        return null;
    }
}
