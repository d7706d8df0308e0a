package io.github.once4j.demo;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the demo guards: the back office of a shop with many tenants. Each body reports its run to the {@link Timeline},
 * which knows nothing of locks, and can tell so whether two runs overlapped.
 */
abstract class ReportService {
    private final Timeline timeline;

    ReportService(Timeline timeline) {
        this.timeline = timeline;
    }

    /** A call that finds its report being built is skipped: it gets {@code null} at once. */
    @Once(key = "report-{tenantId}-{order.id}")
    @Nullable
    Report build(String tenantId, Order order) throws InterruptedException {
        Timeline.Run run = timeline.begin("report " + tenantId + " " + order);
        Thread.sleep(120);
        timeline.end(run, "done");
        return new Report("Report on " + order.customer());
    }

    /** The key is held until the stage is complete, whatever thread completes it. */
    @Once(key = "sync-{tenantId}", returnOnLocked = "already running")
    CompletableFuture<String> sync(String tenantId) {
        Timeline.Run run = timeline.begin("sync " + tenantId);
        return supplyAsync(() -> "42 orders", delayedExecutor(200, MILLISECONDS))
                .whenComplete((orders, failure) -> timeline.end(run, "done"));
    }

    /** Who finds the file being imported is told by whom. The lease tells the body when somebody forced the key free. */
    @Once(key = "import-{file}", raiseOnLocked = true, lease = "1s")
    int importFile(String file, int rows, Lease lease) throws InterruptedException {
        Timeline.Run run = timeline.begin("import " + file);
        int done = 0;
        while (done < rows && lease.isHeld()) {
            Thread.sleep(10);
            done++;
        }
        timeline.end(run, lease.isHeld() ? "done" : "lost its lease: stops before row " + (done + 1));
        return done;
    }

    /** An event that is delivered again is skipped: the key is kept after a body that ended normally. */
    @Once(key = "webhook-{eventId}", keepAfterSuccess = "1d", returnOnLocked = "false")
    boolean received(String eventId) throws InterruptedException {
        Timeline.Run run = timeline.begin("webhook " + eventId);
        Thread.sleep(60);
        timeline.end(run, "done");
        return true;
    }

    /** A call that finds the file being imported waits for its turn. */
    @Once(key = "stock-{file}", waitAtMost = "5s", returnOnLocked = "false")
    boolean importStock(String file) throws InterruptedException {
        Timeline.Run run = timeline.begin("stock " + file);
        Thread.sleep(150);
        timeline.end(run, "done");
        return true;
    }
}
