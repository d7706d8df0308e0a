package errors;

import io.github.once4j.Once;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

abstract class Service {
    @Once(key = "a")
    public List<Future<?>> a() {
        return List.of();
    }

    @Once(key = "b")
    public Optional<Stream<String>> b() {
        return Optional.empty();
    }

    @Once(key = "c")
    public Map<String, ? extends Supplier<String>> c() {
        return Map.of();
    }

    @Once(key = "d")
    public List<CompletableFuture<String>> d() {
        return List.of();
    }

    @Once(key = "e", raiseOnLocked = true)
    public CompletableFuture<Stream<String>> e() {
        return CompletableFuture.completedFuture(Stream.of());
    }
}
