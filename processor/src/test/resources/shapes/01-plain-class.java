package shapes;

import io.github.once4j.Once;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

public abstract class ReportService {
    public record Order(String id, Customer customer) {}

    public interface Customer {
        String getName();

        boolean isActive();
    }

    public enum Level {
        LOW,
        HIGH
    }

    @Once(key = "report-{tenantId}-{order.id}")
    public String build(String tenantId, Order order) throws IOException {
        return tenantId + order.id();
    }

    @Once(key = "sync-{arg}", returnOnLocked = "already running")
    public CompletableFuture<String> sync(String arg) {
        return CompletableFuture.completedFuture("synced " + arg);
    }

    @Once(key = "stage-{arg}", raiseOnLocked = true)
    public CompletionStage<Void> stage(int arg) throws IOException {
        return CompletableFuture.completedStage(null);
    }

    @Once(key = "clean-{order.customer.name}-{order.customer.active}-{level}", lease = "5m", holdAtLeast = "PT0.5S", holdAtMost = "1h")
    protected void clean(Order order, Level level) {}

    @Once(key = "import-{{{file}}}", raiseOnLocked = true, fenced = true)
    int importFile(String file) {
        return file.length();
    }

    @Once(key = "{number}", returnOnLocked = "-1")
    public long single(int number) {
        return number;
    }

    @Once(key = "list-{letter}/{level}", interruptOnLost = true)
    public List<String> list(char letter, Level level) {
        return List.of("" + letter + level);
    }

    @Once(key = "maybe", returnOnLocked = "HIGH")
    public Optional<Level> maybe() {
        return Optional.empty();
    }

    @Once(key = "uuid", returnOnLocked = "123e4567-e89b-12d3-a456-426614174000")
    public UUID uuid() {
        return new UUID(1, 2);
    }

    @Once(key = "arrays")
    public String[][] arrays() {
        return new String[][] {{"x"}};
    }

    @Once(key = "webhook-{id}", keepAfterSuccess = "1d", waitAtMost = "${app.webhook.wait:5s}")
    public String webhook(String id) {
        return id;
    }

    @Once(key = "mail-{id}", keepAfterSuccess = "1h", interruptOnLost = true)
    public void mail(String id) {}
}
