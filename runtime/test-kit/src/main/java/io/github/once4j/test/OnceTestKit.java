package io.github.once4j.test;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.Objects;
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
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final ManualScheduler time = new ManualScheduler();
    private final NxClient keys = new InMemoryNxClient(time::nanoTime);
    private final DisconnectableNxClient client = new DisconnectableNxClient(keys);
    private final CountingListener counts = new CountingListener();
    private final OnceGuard guard;
    private long strangers;

    private OnceTestKit(Consumer<OnceGuard.Builder> settings) {
        OnceGuard.Builder builder = OnceGuard.builder();
        Objects.requireNonNull(settings, "settings").accept(builder);
        this.guard = builder.client(client).scheduler(time).listener(counts).build();
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
     * @param time by how much: from zero to 36,500 days
     * @throws IllegalArgumentException if it is out of range
     */
    public void advance(Duration time) {
        if (Objects.requireNonNull(time, "time").isNegative() || time.compareTo(FOR_EVER) > 0) {
            throw new IllegalArgumentException(
                    "advance(" + time + "): the clock moves forward, by at most 36,500 days.");
        }
        this.time.advance(time);
    }

    /**
     * Lets someone else hold a key until {@link #free}.
     *
     * @param key a key that is free
     * @throws IllegalStateException if it is held already
     */
    public void hold(String key) {
        String token = "someone-else:" + ++strangers + " another-host 4242 " + time.currentTimeMillis();
        var request = new AcquireRequest(stored(key), Token.of(token), FOR_EVER, false);
        AcquireResult result = keys.acquire(request).toCompletableFuture().join();
        if (result instanceof AcquireResult.Busy busy) {
            throw new IllegalStateException(
                    "Key `" + key + "` is held already, by `" + busy.holder().value() + "`.");
        }
    }

    /**
     * Frees a key that someone else holds.
     *
     * @param key a key; nothing happens if it is free
     */
    public void free(String key) {
        String stored = stored(key);
        keys.holder(stored)
                .thenAccept(found ->
                        found.ifPresent(holder -> keys.release(new ReleaseRequest(stored, Token.of(holder.value())))));
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
    }

    /** The key with the guard's prefix and suffix, which only its client sees: when the guard asks for it. */
    private String stored(String key) {
        boolean disconnected = client.disconnected;
        client.disconnected = false;
        guard.isLocked(key);
        client.disconnected = disconnected;
        return Objects.requireNonNull(client.asked);
    }
}
