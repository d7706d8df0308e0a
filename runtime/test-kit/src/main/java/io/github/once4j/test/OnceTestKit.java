package io.github.once4j.test;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * For tests of guarded code: a guard in memory whose clock the test moves, whose keys others can hold or take away, and which
 * counts what ran. Nothing happens by itself: renewals, deadlines and what follows from them run on the thread that calls
 * {@link #advance}, so that a test of a lost lease takes no time and always ends in the same way.
 *
 * <p>Keys are written as the guarded methods render them, without the guard's prefix and suffix. Guarded methods may be called
 * from any thread; the kit itself is used by one thread at a time. Its assertions throw {@link AssertionError}, so that it works
 * with every test framework.
 */
public final class OnceTestKit implements AutoCloseable {
    private final ManualScheduler time = new ManualScheduler();
    private final DisconnectableNxClient client;
    private final CountingListener counts = new CountingListener();
    private final OnceGuard guard;

    /** Someone else, on the same keys. */
    private final OnceGuard other;

    private final Map<String, Lease> heldByOther = new HashMap<>();

    private OnceTestKit(Consumer<OnceGuard.Builder> settings) {
        var keys = new InMemoryNxClient(time::nanoTime);
        this.client = new DisconnectableNxClient(keys);
        this.guard = builder(settings).client(client).listener(counts).build();
        this.other = builder(settings).client(keys).lease(Duration.ofDays(365)).build();
    }

    private OnceGuard.Builder builder(Consumer<OnceGuard.Builder> settings) {
        OnceGuard.Builder builder = OnceGuard.builder();
        settings.accept(builder);
        return builder.scheduler(time);
    }

    /**
     * Returns a kit whose guard has the default settings.
     *
     * @return a kit without keys
     */
    public static OnceTestKit create() {
        return create(settings -> {});
    }

    /**
     * Returns a kit whose guard has settings of its own.
     *
     * @param settings sets all but the client: the prefix, the lease, a listener
     * @return a kit without keys
     */
    public static OnceTestKit create(Consumer<OnceGuard.Builder> settings) {
        return new OnceTestKit(settings);
    }

    /**
     * Returns the guard: pass it to guarded objects, or make it the global one.
     *
     * @return always the same guard, which is closed with the kit
     */
    public OnceGuard guard() {
        return guard;
    }

    /**
     * Moves the clock, and runs what becomes due on the way, in its order, on this thread: renewals, deadlines, listeners and
     * {@code onLost} actions.
     *
     * @param time by how much
     */
    public void advance(Duration time) {
        this.time.advance(time);
    }

    /**
     * Lets someone else hold a key until {@link #free}.
     *
     * @param key a key that is free
     * @throws IllegalStateException if it is held already
     */
    public void hold(String key) {
        Lease lease = other.tryAcquire(key);
        if (lease == null) {
            throw new IllegalStateException("Key `" + key + "` is held already: " + other.holder(key));
        }
        heldByOther.put(key, lease);
    }

    /**
     * Frees a key that someone else holds.
     *
     * @param key a key; nothing happens if it is free
     */
    public void free(String key) {
        Lease lease = heldByOther.remove(key);
        if (lease != null) {
            lease.close();
        }
    }

    /**
     * Gives a key to someone else while a body of the guard holds it, as after a failover that forgot the lock, or a release by
     * force. The body is notified at once.
     *
     * @param key a key that the guard holds
     * @throws IllegalStateException if the guard does not hold it
     */
    public void takeAway(String key) {
        if (guard.held().stream().noneMatch(held -> held.holder().key().equals(key))) {
            throw new IllegalStateException("No body of this guard holds key `" + key + "`.");
        }
        guard.release(key);
        hold(key);
    }

    /**
     * Disconnects the backend: calls fail with {@link OnceBackendException}, and what is held is lost when its deadline comes,
     * which {@link #advance} brings about.
     */
    public void disconnect() {
        client.disconnected = true;
    }

    /** Connects the backend again. */
    public void reconnect() {
        client.disconnected = false;
    }

    /**
     * How often a body ran under a key.
     *
     * @param key the key
     * @return how many calls got it, those whose body runs still among them
     */
    public int runs(String key) {
        return counts.of(key).runs();
    }

    /**
     * How often a method's body ran.
     *
     * @param type the class or interface that has the guarded method
     * @param method the method's name
     * @return how many of its calls got their key, whichever
     */
    public int runs(Class<?> type, String method) {
        return counts.of(type, method).runs();
    }

    /**
     * How often a call found a key held.
     *
     * @param key the key
     * @return how many calls did
     */
    public int skips(String key) {
        return counts.of(key).skips();
    }

    /**
     * How often a method was skipped.
     *
     * @param type the class or interface that has the guarded method
     * @param method the method's name
     * @return how many of its calls found their key held, whichever
     */
    public int skips(Class<?> type, String method) {
        return counts.of(type, method).skips();
    }

    /**
     * Asserts that one body ran under a key.
     *
     * @param key the key
     * @throws AssertionError if none did, or more than one
     */
    public void assertRanOnce(String key) {
        counts.of(key).assertOneRun();
    }

    /**
     * Asserts that a method's body ran once.
     *
     * @param type the class or interface that has the guarded method
     * @param method the method's name
     * @throws AssertionError if it did not run, or more than once
     */
    public void assertRanOnce(Class<?> type, String method) {
        counts.of(type, method).assertOneRun();
    }

    /** Closes the guard. Bodies that still run lose their lease. */
    @Override
    public void close() {
        guard.close();
        heldByOther.values().forEach(Lease::close);
        other.close();
    }
}
