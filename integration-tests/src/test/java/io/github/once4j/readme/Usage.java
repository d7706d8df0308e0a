package io.github.once4j.readme;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import reactor.core.publisher.Mono;

/** How the guarded classes are called, and their guards built. {@link UsageTest} runs what needs no Redis at its usual place. */
final class Usage {
    private Usage() {}

    static void raised(ImportServiceOnce imports, Iterator<String> rows, PrintStream log) {
        // README
        try {
            imports.importRows("a.csv", rows); // without the lease: the guard supplies it
        } catch (OnceLockedException locked) {
            log.println(locked.getMessage()); // … key `import-a.csv` is held by process 4242 on web-7 since …
        }
        // end
    }

    static void guards(NxClient client) {
        // README
        OnceGuard guard = OnceGuard.builder()
                .client(client) // closed with the guard; sharedClient(client) is not
                .prefix("billing:") // before each key in the backend; "once:" if not set
                .lease(Duration.ofSeconds(20))
                .build();
        var global = OnceGuard.initGlobal(guard); // for new ReportServiceOnce(); close() restores what was there

        OnceGuard local = OnceGuard.inMemory(); // independent of the global one
        var reports = new ReportServiceOnce(local);
        // end
        reports.build("acme", new ReportService.Order(7));
        new ReportServiceOnce().build("acme", new ReportService.Order(8));
        local.close();
        global.close();
        guard.close();
    }

    static void byKey(OnceGuard guard) {
        // README
        boolean ran = guard.tryRun("nightly", () -> System.out.println("only here"));
        try (Lease lease = guard.tryAcquire("nightly")) {
            if (lease != null) {
                System.out.println("held until the block ends: " + lease.key());
            }
        }
        guard.isLocked("report-acme-7"); // the same key as reports.isLockedBuild("acme", order)
        guard.holder("report-acme-7");
        guard.release("report-acme-7");
        // end
        if (!ran) {
            throw new IllegalStateException("nightly is held");
        }
    }

    static List<NxClient> redis(RedisClient yours) {
        // README
        NxClient standalone = LettuceNxClient.connect("redis://localhost");
        NxClient tls = LettuceNxClient.connect("rediss://user:password@redis.example.com:6380/2");
        NxClient sentinel = LettuceNxClient.connect("redis-sentinel://host1,host2,host3#mymaster");
        NxClient cluster = LettuceNxClient.connectCluster("redis://host1", "redis://host2");

        yours.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        NxClient onYours = LettuceNxClient.of(yours); // a connection of its own; the client stays yours
        // end
        return List.of(standalone, tls, sentinel, cluster, onYours);
    }

    static OnceGuard database(DataSource dataSource) {
        // README
        OnceGuard guard = OnceGuard.builder()
                .client(JdbcNxClient.of(dataSource)) // the database is found out from its connections
                .build();
        // end
        return guard;
    }

    static NxClient ownTable(DataSource dataSource) {
        // README
        NxClient client = JdbcNxClient.builder(dataSource)
                .schema("locks") // the connections' own, if not set
                .table("billing_lock") // once_lock, if not set
                .createTableIfMissing() // a user that may create tables
                .lazy() // connects with the first call: the application starts while the database is down
                .build();
        // end
        return client;
    }

    static Mono<Double> reactive(OnceGuard guard) {
        // README
        PricesOnce prices = new PricesOnce(guard);
        Mono<Double> price = prices.price("acme"); // nothing happens yet: a subscription is a call
        Mono<Boolean> isRunning =
                prices.isLockedPrice("acme"); // and releasePrice; holderOfPrice is empty if it is free
        // end
        return isRunning.then(price);
    }

    static OnceGuard besideShedLock(NxClient client) {
        // README
        OnceGuard guard = OnceGuard.builder()
                .client(client)
                .prefix("job-lock:default:") // as ShedLock's RedisLockProvider names its keys
                .build();
        // end
        return guard;
    }

    static OnceGuard besidePython(NxClient client) {
        // README
        OnceGuard guard = OnceGuard.builder()
                .client(client)
                .pyCachify() // prefix "PYC-", suffix "-once", values that Python can read
                .build();
        // end
        return guard;
    }

    static void listener(NxClient client, SkipMetrics metrics, ExecutorService pool) {
        // README
        OnceGuard guard = OnceGuard.builder()
                .client(client)
                .listener(metrics)
                .executor(pool) // where async bodies start
                .taskDecorator(MdcCarrier::carry) // called on the caller's thread
                .build();
        // end
        new ReportServiceOnce(guard).sync("a").join();
        guard.close();
    }

    static void options(OnceGuard guard, Runnable sendMail) {
        // README
        LockOptions daily =
                LockOptions.DEFAULTS.keepAfterSuccess(Duration.ofHours(20)).waitAtMost(Duration.ofSeconds(5));
        guard.tryRun("mail-acme", daily, sendMail);
        // end
    }
}
