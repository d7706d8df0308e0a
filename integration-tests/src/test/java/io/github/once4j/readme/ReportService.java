package io.github.once4j.readme;

import io.github.once4j.Once;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

// README
public abstract class ReportService {
    @Once(key = "report-{tenantId}-{order.id}")
    public @Nullable Report build(String tenantId, Order order) {
        return new Report(tenantId, order);
    }

    @Once(key = "sync-{arg}", returnOnLocked = "already running")
    public CompletableFuture<String> sync(String arg) {
        return CompletableFuture.supplyAsync(() -> "synced " + arg);
    }
}
// end
