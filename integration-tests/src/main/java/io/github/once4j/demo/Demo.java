package io.github.once4j.demo;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Four workers that compete for the methods of a {@link ReportService}, in three acts. */
final class Demo {
    private static final Order BOOKS = new Order(7, "books");
    private static final Order LAMPS = new Order(8, "lamps");

    /** Lost leases are logged as warnings, too; here the timeline has them. */
    private static final Logger LOST_LEASES = Logger.getLogger("io.github.once4j");

    private final Timeline timeline;
    private final ReportServiceOnce reports;

    private Demo(Timeline timeline, OnceGuard guard) {
        this.timeline = timeline;
        this.reports = new ReportServiceOnce(guard, timeline);
    }

    /**
     * Runs the demo.
     *
     * @param args none
     * @throws Exception if two runs of one key overlapped, or the Redis of {@code -Dredis=redis://…} does not answer
     */
    public static void main(String[] args) throws Exception {
        Thread.currentThread().setName("main");
        LOST_LEASES.setLevel(Level.OFF);
        String redis = System.getProperty("redis", "");
        System.out.println("once4j: four workers, one guard " + (redis.isEmpty() ? "in memory" : "on " + redis));
        play(redis.isEmpty() ? new InMemoryNxClient() : LettuceNxClient.connect(redis), new Timeline(System.out));
    }

    static void play(NxClient client, Timeline timeline) throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor(body -> new Thread(body, "pool"));
        try (OnceGuard guard = OnceGuard.builder()
                .client(client)
                .prefix("once4j-demo:")
                .executor(pool)
                .listener(new OnceListener() {
                    @Override
                    public void leaseLost(LeaseLost event) {
                        timeline.say("guard", event.lease().key(), "tells its listener: lease lost, " + event.reason());
                    }
                })
                .build()) {
            new Demo(timeline, guard).play();
        } finally {
            pool.shutdown();
        }
    }

    private void play() throws Exception {
        reportsAreSkipped();
        syncAnswers();
        importRaises();
        timeline.title("Who ran when (a: ann, b: bob, c: cat, d: dan, p: the guard's pool, !: turned away)");
        timeline.chart();
        showSource();
        timeline.title(timeline.verdict());
    }

    /** Nothing set: a call that finds the key held is skipped. Two keys do not know of each other. */
    private void reportsAreSkipped() throws Exception {
        timeline.title("@Once(key = \"report-{tenantId}-{order.id}\"): skipped while it is being built");
        CompletableFuture.allOf(
                        worker("ann", () -> build("acme", BOOKS, LAMPS)),
                        worker("bob", () -> build("acme", BOOKS, LAMPS)),
                        worker("cat", () -> build("acme", LAMPS, BOOKS)),
                        worker("dan", () -> build("acme", LAMPS, BOOKS)))
                .join();
    }

    private void build(String tenantId, Order... orders) throws InterruptedException {
        for (Order order : orders) {
            if (reports.build(tenantId, order) == null) {
                timeline.turnedAway("report " + tenantId + " " + order, "skipped");
                Thread.sleep(60);
            }
        }
    }

    /** A value that is given: a call that finds the key held answers it. */
    private void syncAnswers() throws Exception {
        timeline.title("@Once(key = \"sync-{tenantId}\", returnOnLocked = \"already running\"): async, answers");
        var workers = CompletableFuture.allOf(
                worker("ann", () -> sync("acme")),
                worker("bob", () -> sync("acme")),
                worker("cat", () -> sync("acme")));
        until(() -> reports.isLockedSync("acme").join(), workers);
        timeline.say("isLockedSync", "-> " + reports.isLockedSync("acme").join());
        workers.join();
        timeline.say("isLockedSync", "-> " + reports.isLockedSync("acme").join());
    }

    private void sync(String tenantId) {
        String answer = reports.sync(tenantId).join();
        if (answer.equals("already running")) {
            timeline.turnedAway("sync " + tenantId, "answered: " + answer);
        } else {
            timeline.say("sync " + tenantId, "gets: " + answer);
        }
    }

    /** Raising: a call that finds the key held is told by whom. A forced release is told to the body that held it. */
    private void importRaises() throws Exception {
        timeline.title("@Once(key = \"import-{file}\", raiseOnLocked = true, lease = \"1s\"): tells who holds it");
        var dan = worker("dan", () -> importFile("a.csv", 200));
        until(() -> reports.isLockedImportFile("a.csv"), dan);
        worker("bob", () -> importFile("a.csv", 10)).join();
        timeline.say("isLockedImportFile", "-> " + reports.isLockedImportFile("a.csv"));
        timeline.say("releaseImportFile", "-> " + reports.releaseImportFile("a.csv") + ": forced free");
        dan.join();
        worker("bob", () -> importFile("a.csv", 10)).join();
    }

    private void importFile(String file, int rows) throws InterruptedException {
        try {
            timeline.say("import " + file, "gets: " + reports.importFile(file, rows) + " rows");
        } catch (OnceLockedException locked) {
            timeline.turnedAway("import " + file, "told: " + turn(locked.holder()));
        }
    }

    private static String turn(@Nullable LockHolder holder) {
        return holder == null
                ? "locked"
                : "process %d on %s holds it since %s"
                        .formatted(
                                holder.pid().orElseThrow(),
                                holder.host().orElseThrow(),
                                holder.since().orElseThrow());
    }

    private void showSource() throws Exception {
        GeneratedSource source = GeneratedSource.of(ReportServiceOnce.class);
        timeline.title("The processor wrote " + Path.of("").toAbsolutePath().relativize(source.file()) + ":");
        timeline.lines(source.override("build"));
    }

    /** Waits until something is so, or cannot be any more; and a moment longer, for those who watch. */
    private static void until(BooleanSupplier so, CompletableFuture<?> end) throws InterruptedException {
        while (!so.getAsBoolean() && !end.isDone()) {
            Thread.sleep(5);
        }
        Thread.sleep(50);
    }

    /** The work of a worker. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Void> worker(String name, Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                body -> new Thread(body, name).start());
    }
}
