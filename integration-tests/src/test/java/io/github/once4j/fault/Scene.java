package io.github.once4j.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Where a row of the matrix happens: its servers, its proxies and its applications. When the row is over, {@link #settle}
 * checks what must be true after every fault.
 */
final class Scene implements AutoCloseable {
    private static final int WARM_UPS = 10;
    static final Duration LEASE = Duration.ofSeconds(3);
    static final Bounds BOUNDS = new Bounds(LEASE);

    final History history = new History();
    private final Map<RedisProcess, Audit> servers = new LinkedHashMap<>();
    private final List<App> apps = new ArrayList<>();
    private final Map<App, FaultProxy> lines = new LinkedHashMap<>();
    private final List<Runnable> others = new ArrayList<>();
    private Duration mayOverlap = Duration.ZERO;

    // ---- servers

    RedisProcess redis(String... options) throws IOException {
        return add(RedisProcess.start(options));
    }

    RedisProcess add(RedisProcess redis) throws IOException {
        servers.put(redis, new Audit(redis));
        return redis;
    }

    /** Closes something with the scene. */
    void closing(Runnable close) {
        others.add(close);
    }

    /** What a server executes from now on, after it was started again. */
    Audit auditAgain(RedisProcess redis) throws IOException {
        audit(redis).close();
        var audit = new Audit(redis);
        servers.put(redis, audit);
        return audit;
    }

    Audit audit(RedisProcess redis) {
        Audit audit = servers.get(redis);
        if (audit == null) {
            throw new IllegalArgumentException("not of this scene");
        }
        return audit;
    }

    /** What all servers did together. */
    Collection<Audit> audits() throws IOException, InterruptedException {
        for (Map.Entry<RedisProcess, Audit> server : servers.entrySet()) {
            if (server.getKey().isAlive()) {
                server.getValue().catchUp();
            }
        }
        return servers.values();
    }

    // ---- applications

    App app(RedisProcess redis) throws Exception {
        return app(redis, LEASE, new OnceListener() {});
    }

    /** An application that has taken and given back a key already: connected, and its scripts known to the server. */
    App app(RedisProcess redis, Duration lease, OnceListener listener) throws Exception {
        var proxy = new FaultProxy(redis.port());
        closing(proxy::close);
        App app = app(LettuceNxClient.connect(proxy.uri()), lease, listener);
        lines.put(app, proxy);
        return app;
    }

    /** The first call of a process loads classes and may take longer than a command may, beside other rows. */
    static void warmUp(OnceGuard guard, String key) {
        for (int i = 0; i < WARM_UPS; i++) {
            try {
                guard.tryRun("first-" + key, () -> {});
                return;
            } catch (OnceBackendException busy) {
                continue; // that is what it is for
            }
        }
    }

    App app(NxClient client, Duration lease, OnceListener listener) throws Exception {
        var app = new App("app-" + (apps.size() + 1), client, lease, history, listener);
        apps.add(app);
        warmUp(app.guard, app.name);
        Call warmUp = app.call("warm-up-" + app.name).running();
        assertThat(warmUp.finish()).isNull();
        return app;
    }

    /** The proxy that an application connects through. */
    FaultProxy line(App app) {
        FaultProxy proxy = lines.get(app);
        if (proxy == null) {
            throw new IllegalArgumentException("not of this scene");
        }
        return proxy;
    }

    /** The name under which the guard stores a key. */
    static String stored(String key) {
        return "once:" + key;
    }

    /** The key of its last fencing number. */
    static String fence(String key) {
        return "{" + stored(key) + "}\u00FF";
    }

    /** Calls until the key is free; then the body runs. */
    static Call enter(App app, String key) throws Exception {
        while (true) {
            Call call = app.call(key);
            while (!call.hasRun()) {
                if (call.returned()) {
                    break;
                }
                Thread.sleep(1);
            }
            if (call.hasRun()) {
                return call;
            }
            assertThat(call.failure()).isInstanceOfAny(OnceLockedException.class, OnceBackendException.class);
            Thread.sleep(5);
        }
    }

    /** Waits until something is so; answers how long that took. */
    static Duration until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.call()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(atMost);
            Thread.sleep(2);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits until a key is free; answers how long that took. */
    static Duration untilFree(RedisProcess redis, String key, Duration atMost) throws Exception {
        return until(
                key + " is free",
                atMost,
                () -> redis.command("EXISTS", stored(key)).equals(":0"));
    }

    // ---- the invariants

    /** Allowed where no lock could help: the key was taken away from its holder. */
    void mayOverlapFor(Duration length) {
        mayOverlap = length;
    }

    /** Ends all calls, and checks what must be true whatever happened. */
    void settle() throws Exception {
        for (App app : apps) {
            for (Call call : app.calls()) {
                call.finish();
                assertThat(call.acquisition()).as("an acquisition ends").isLessThan(app.bounds.acquisition());
                assertThat(call.release()).as("a release ends").isLessThan(app.bounds.release());
            }
        }
        assertThat(history.overlaps())
                .allSatisfy(overlap -> assertThat(overlap.length()).isLessThan(mayOverlap));
        if (RealRedis.runsScripts()) {
            assertThat(history.fencesThatDoNotGrow()).isEmpty();
        }
        assertThat(audits()).flatMap(Audit::wrongs).isEmpty();

        // Guards that have nothing to look after end their timers by themselves: nothing is left in their tables.
        noThread("once4j-renewal", "once4j-deadline");
        for (App app : apps) {
            long begin = System.nanoTime();
            app.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("close() ends")
                    .isLessThan(Duration.ofSeconds(10));
        }
        noThread("once4j-", "lettuce-");
    }

    /** Each scene is on threads of its own group, and so is every thread that they start. */
    private static void noThread(String... prefixes) throws Exception {
        until(
                "threads end: " + threads(prefixes),
                Duration.ofSeconds(20),
                () -> threads(prefixes).isEmpty());
    }

    private static List<String> threads(String... prefixes) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        var threads = new Thread[group.activeCount() + 100];
        int count = group.enumerate(threads);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (String prefix : prefixes) {
                if (threads[i].getName().startsWith(prefix)) {
                    found.add(threads[i].getName());
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (App app : apps) {
            app.close();
        }
        others.forEach(Runnable::run);
        for (Map.Entry<RedisProcess, Audit> server : servers.entrySet()) {
            server.getValue().close();
            server.getKey().close();
        }
    }
}
