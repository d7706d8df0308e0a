package io.github.once4j.runtime.memory;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps keys in the memory of this process: for tests, and for programs of one process. Guards that are to exclude each other
 * share one client. Every returned stage is already complete. Thread-safe.
 */
public final class InMemoryNxClient implements NxClient {
    private static final CompletionStage<AcquireResult> STORED =
            CompletableFuture.completedFuture(new AcquireResult.Stored(OptionalLong.empty()));
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);
    private static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);
    private static final int FIRST_PURGE = 64;

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong fences = new AtomicLong();
    private final AtomicInteger sincePurge = new AtomicInteger();
    private final LongSupplier nanoTime;

    /** Creates a client without keys, on the system's clock. */
    public InMemoryNxClient() {
        this(SystemClock.INSTANCE);
    }

    /**
     * Creates a client without keys, on a clock that a test controls.
     *
     * @param nanoTime a monotonic clock, as {@link System#nanoTime}
     */
    public InMemoryNxClient(LongSupplier nanoTime) {
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        long now = nanoTime.getAsLong();
        var mine = new Entry(
                request.token(), now + request.ttl().toNanos(), request.fenced() ? fences.incrementAndGet() : 0);
        for (; ; ) {
            Entry found = entries.putIfAbsent(request.key(), mine);
            if (found == null) {
                return request.fenced() ? completed(new AcquireResult.Stored(OptionalLong.of(mine.fence))) : STORED;
            }
            if (found.holds(request.token()) && found.isAlive(now)) {
                if (entries.replace(request.key(), found, new Entry(found.token, mine.end, found.fence))) {
                    return completed(new AcquireResult.AlreadyOwned(
                            found.fence == 0 ? OptionalLong.empty() : OptionalLong.of(found.fence)));
                }
            } else if (found.isAlive(now)) {
                return completed(new AcquireResult.Busy(found.stored(request.key(), now)));
            } else {
                entries.remove(request.key(), found);
            }
        }
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        long now = nanoTime.getAsLong();
        Entry found = alive(request.key(), now);
        return found != null
                        && found.holds(request.token())
                        && entries.replace(
                                request.key(),
                                found,
                                new Entry(found.token, now + request.ttl().toNanos(), found.fence))
                ? YES
                : NO;
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        long now = nanoTime.getAsLong();
        String key = request.key();
        Duration keep = request.keep();
        Entry found = alive(key, now);
        while (found != null && found.holds(request.token())) {
            boolean released = keep.isZero()
                    ? entries.remove(key, found)
                    : entries.replace(
                            key,
                            found,
                            new Entry(Token.of(StoredLock.finished(found.token.text())), now + keep.toNanos(), 0));
            if (released) {
                purgeNowAndThen(now, keep);
                return YES;
            }
            found = alive(key, now); // renewed in between
        }
        return NO;
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        long now = nanoTime.getAsLong();
        Entry found = alive(key, now);
        return completed(found == null ? Optional.empty() : Optional.of(found.stored(key, now)));
    }

    @Override
    public boolean isKnownHeld(String key) {
        Entry found = entries.get(key);
        return found != null && found.isAlive(nanoTime.getAsLong());
    }

    @Override
    public Duration localHoldCacheTime() {
        return Duration.ZERO;
    }

    @Override
    public String toString() {
        return "the memory of this process";
    }

    /** Does nothing: there is nothing to close. */
    @Override
    public void close() {}

    /**
     * Returns the number of stored keys, including expired ones that were not asked for since.
     *
     * @return the number
     */
    public int size() {
        return entries.size();
    }

    private @Nullable Entry alive(String key, long now) {
        Entry found = entries.get(key);
        if (found == null || found.isAlive(now)) {
            return found;
        }
        entries.remove(key, found);
        return null;
    }

    /** Keys that are kept after their release may never be asked for again: they must not accumulate. */
    private void purgeNowAndThen(long now, Duration keep) {
        if (!keep.isZero() && sincePurge.incrementAndGet() > Math.max(FIRST_PURGE, entries.size() / 2)) {
            sincePurge.set(0);
            entries.values().removeIf(entry -> !entry.isAlive(now));
        }
    }

    private static <T> CompletionStage<T> completed(T answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** What a key holds. Compared by identity: two entries are never the same grant at the same time. */
    private static final class Entry {
        private final Token token;
        private final long end;
        private final long fence;

        Entry(Token token, long end, long fence) {
            this.token = token;
            this.end = end;
            this.fence = fence;
        }

        boolean holds(Token other) {
            return token.equals(other) || token.text().equals(other.text());
        }

        boolean isAlive(long now) {
            return end - now > 0;
        }

        StoredLock stored(String key, long now) {
            return new StoredLock(key, token.text(), Optional.of(Duration.ofNanos(end - now)));
        }
    }

    private enum SystemClock implements LongSupplier {
        INSTANCE;

        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }
}
