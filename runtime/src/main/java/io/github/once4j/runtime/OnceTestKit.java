package io.github.once4j.runtime;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * For tests of guarded code: a guard in memory whose clock the test moves, whose keys others can hold or take away, and which
 * counts what ran. Nothing happens by itself: renewals, deadlines and what follows from them run on the thread that calls
 * {@link #advance}, so that a test of a lost lease takes no time and always ends the same way.
 *
 * <p>Keys are written as the guarded methods render them, without the guard's prefix and suffix. Guarded methods may be
 * called from any thread; the kit itself is used by one thread at a time. What it asserts it tells by an
 * {@link AssertionError}, so that it works with every test framework.
 */
public final class OnceTestKit implements AutoCloseable {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final ManualTime time = new ManualTime();
    private final NxClient keys = new InMemoryNxClient(time::nanoTime);
    private final SeverableNxClient client = new SeverableNxClient(keys);
    private final RunCounts counts;
    private final OnceGuard guard;
    private long strangers;

    private OnceTestKit(OnceGuard.Builder settings) {
        this.counts = new RunCounts(settings.listener);
        this.guard = settings.client(client).listener(counts).time(time).build();
    }

    /**
     * Makes a kit whose guard has the settings that a guard has by itself.
     *
     * @return a kit without any keys
     */
    public static OnceTestKit create() {
        return create(settings -> {});
    }

    /**
     * Makes a kit whose guard has settings of its own.
     *
     * @param settings sets them, all but the client: the prefix, the lease, a listener
     * @return a kit without any keys
     */
    public static OnceTestKit create(Consumer<OnceGuard.Builder> settings) {
        OnceGuard.Builder builder = OnceGuard.builder();
        settings.accept(builder);
        return new OnceTestKit(builder);
    }

    /**
     * The guard to build guarded objects with, or to make the global one.
     *
     * @return one and the same guard, which is closed with the kit
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
        var request = new Acquire(stored(key), Token.of(stranger()), FOR_EVER, false);
        if (Stages.answer(keys.acquire(request)) instanceof Acquired.Busy busy) {
            throw new IllegalStateException("Key `" + key + "` is held already by "
                    + LockHolder.of(key, busy.held()).text());
        }
    }

    /**
     * Frees a key that someone else holds.
     *
     * @param key a key; nothing happens if it is free
     */
    public void free(String key) {
        keys.holder(stored(key)).thenAccept(found -> found.ifPresent(keys::forceRelease));
    }

    /**
     * Gives a key to someone else while a body of the guard holds it, as after a failover that forgot the lock, or a release by
     * force. The body is told at once; by itself it would be with its next renewal.
     *
     * @param key a key that the guard holds
     * @throws IllegalStateException if the guard does not hold it
     */
    public void takeAway(String key) {
        var leases = guard.engine().table.all(each -> each.storedKey.equals(stored(key)) && each.isHeld());
        if (leases.isEmpty()) {
            throw new IllegalStateException("No body of this guard holds key `" + key + "`.");
        }
        free(key);
        hold(key);
        guard.engine().act(leases);
    }

    /**
     * Cuts the backend off: calls fail with {@link OnceBackendException}, and what is held is lost when its deadline comes,
     * which {@link #advance} brings about.
     */
    public void disconnect() {
        client.severed = true;
    }

    /** Ends {@link #disconnect}: the backend answers again. */
    public void reconnect() {
        client.severed = false;
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

    /** Closes the guard. Bodies that run still end without it. */
    @Override
    public void close() {
        guard.close();
    }

    private String stored(String key) {
        return guard.engine().storedKey(key);
    }

    private String stranger() {
        return "someone-else:" + ++strangers + " another-host 4242 " + time.currentTimeMillis();
    }
}
