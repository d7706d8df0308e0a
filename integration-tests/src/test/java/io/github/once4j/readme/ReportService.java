package io.github.once4j.readme;

// README
import io.github.once4j.Once;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

public abstract class ReportService {
    public record Order(int id) {}

    @Once(key = "report-{tenantId}-{order.id}")
    public Optional<String> build(String tenantId, Order order) {
        return Optional.of("report of " + order + " for " + tenantId);
    }

    @Once(key = "sync-{arg}", returnOnLocked = "already running")
    public CompletableFuture<String> sync(String arg) {
        return CompletableFuture.supplyAsync(() -> "synced " + arg);
    }
}
// end
