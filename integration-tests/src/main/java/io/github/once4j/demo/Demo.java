package io.github.once4j.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Four workers that compete for the methods of a {@link ReportService}, in five acts. */
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
     * @throws Exception if two runs of one key overlapped, or the server of {@code -Dredis=redis://…} or {@code
     *     -Djdbc=jdbc:…} does not answer
     */
    public static void main(String[] args) throws Exception {
        Thread.currentThread().setName("main");
        LOST_LEASES.setLevel(Level.OFF);
        String redis = System.getProperty("redis", "");
        String jdbc = System.getProperty("jdbc", "");
        if (!jdbc.isEmpty()) {
            playOnDatabase(jdbc, new Timeline(System.out));
        } else {
            play(redis.isEmpty() ? new InMemoryNxClient() : LettuceNxClient.connect(redis), new Timeline(System.out));
        }
    }

    /** With the table {@code once_lock}, which is created if it is missing. */
    static void playOnDatabase(String url, Timeline timeline) throws Exception {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        try (var pool = new HikariDataSource(config)) {
            play(JdbcNxClient.builder(pool).createTableIfMissing().build(), timeline);
        }
    }

    static void play(NxClient client, Timeline timeline) throws Exception {
        timeline.lines(List.of("once4j: four workers, one guard on " + client));
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
        webhookIsHandledOnce();
        stockWaits();
        timeline.title("Who ran when (a: ann, b: bob, c: cat, d: dan, p: the guard's pool, !: turned away)");
        timeline.chart();
        showSource();
        timeline.title(timeline.verdict());
    }

    /** Nothing set: a call that finds the key held is skipped. Two keys do not know of each other. */
    private void reportsAreSkipped() throws Exception {
        timeline.title("@Once(key = \"report-{tenantId}-{order.id}\"): skipped while it is being built");
        CompletableFuture.allOf(
                        worker("ann", () -> build("acme", BOOKS)),
                        worker("bob", () -> build("acme", BOOKS)),
                        worker("cat", () -> build("acme", LAMPS)),
                        worker("dan", () -> build("acme", LAMPS)))
                .join();
    }

    private void build(String tenantId, Order order) throws InterruptedException {
        if (reports.build(tenantId, order) == null) {
            timeline.turnedAway("report " + tenantId + " " + order, "skipped");
        }
    }

    /** A value that is given: a call that finds the key held answers it. */
    private void syncAnswers() throws Exception {
        timeline.title("@Once(key = \"sync-{tenantId}\", returnOnLocked = \"already running\"): async, answers");
        var workers = CompletableFuture.allOf(worker("ann", () -> sync("acme")), worker("bob", () -> sync("acme")));
        until(() -> reports.isLockedSync("acme").join(), workers);
        timeline.say("isLockedSync", "-> " + reports.isLockedSync("acme").join());
        workers.join();
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

    /** The key is kept after success: what was done is not done again. */
    private void webhookIsHandledOnce() throws Exception {
        timeline.title(
                "@Once(key = \"webhook-{eventId}\", keepAfterSuccess = \"1d\"): done once, however often it comes");
        worker("ann", () -> receive("e1")).join();
        worker("bob", () -> receive("e1")).join();
        timeline.say("releaseReceived", "-> " + reports.releaseReceived("e1") + ": could be done again");
    }

    private void receive(String eventId) throws InterruptedException {
        if (!reports.received(eventId)) {
            boolean finished =
                    reports.holderOfReceived(eventId).map(LockHolder::finished).orElse(false);
            timeline.turnedAway("webhook " + eventId, finished ? "skipped: done already" : "skipped");
        }
    }

    /** Waiting: a call that finds the key held waits for its turn. */
    private void stockWaits() throws Exception {
        timeline.title("@Once(key = \"stock-{file}\", waitAtMost = \"5s\"): waits for its turn");
        var cat = worker("cat", () -> importStock("s.csv"));
        until(() -> reports.isLockedImportStock("s.csv"), cat);
        timeline.say("isLockedImportStock", "-> " + reports.isLockedImportStock("s.csv"));
        worker("dan", () -> importStock("s.csv")).join();
        cat.join();
    }

    private void importStock(String file) throws InterruptedException {
        if (!reports.importStock(file)) {
            timeline.turnedAway("stock " + file, "waited in vain");
        }
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
