package io.github.once4j.runtime;

import java.time.Duration;
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
 * Keeps keys in this process: for tests, and for programs of one process. Guards that are to exclude each other share one
 * client. Every answer is there when the call returns. Thread-safe.
 */
public final class InMemoryNxClient implements NxClient {
    private static final CompletionStage<Acquired> STORED =
            CompletableFuture.completedFuture(new Acquired.Stored(OptionalLong.empty()));
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);
    private static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);
    private static final int FIRST_PURGE = 64;

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong fences = new AtomicLong();
    private final AtomicInteger sincePurge = new AtomicInteger();
    private final LongSupplier nanoTime;

    /** Creates a client without any keys. */
    public InMemoryNxClient() {
        this(SystemClock.INSTANCE);
    }

    InMemoryNxClient(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<Acquired> acquire(Acquire request) {
        long now = nanoTime.getAsLong();
        var mine = new Entry(
                request.token(), now + request.ttl().toNanos(), request.fenced() ? fences.incrementAndGet() : 0);
        for (; ; ) {
            Entry found = entries.putIfAbsent(request.key(), mine);
            if (found == null) {
                return request.fenced() ? completed(new Acquired.Stored(OptionalLong.of(mine.fence))) : STORED;
            }
            if (found.holds(request.token()) && found.isAlive(now)) {
                if (entries.replace(request.key(), found, new Entry(found.token, mine.end, found.fence))) {
                    return completed(
                            new Acquired.Mine(found.fence == 0 ? OptionalLong.empty() : OptionalLong.of(found.fence)));
                }
            } else if (found.isAlive(now)) {
                return completed(new Acquired.Busy(found.held(request.key(), now)));
            } else {
                entries.remove(request.key(), found);
            }
        }
    }

    @Override
    public CompletionStage<Boolean> renew(String key, Token token, Duration ttl) {
        long now = nanoTime.getAsLong();
        Entry found = alive(key, now);
        return found != null
                        && found.holds(token)
                        && entries.replace(key, found, new Entry(token, now + ttl.toNanos(), found.fence))
                ? YES
                : NO;
    }

    @Override
    public CompletionStage<Boolean> release(String key, Token token, Duration keep) {
        long now = nanoTime.getAsLong();
        Entry found = alive(key, now);
        while (found != null && found.holds(token)) {
            boolean given = keep.isZero()
                    ? entries.remove(key, found)
                    : entries.replace(
                            key, found, new Entry(Token.of(Held.finished(token.text())), now + keep.toNanos(), 0));
            if (given) {
                purgeNowAndThen(now, keep);
                return YES;
            }
            found = alive(key, now); // renewed in between
        }
        return NO;
    }

    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        long now = nanoTime.getAsLong();
        Entry found = alive(key, now);
        return completed(found == null ? Optional.empty() : Optional.of(found.held(key, now)));
    }

    @Override
    public CompletionStage<Boolean> forceRelease(Held seen) {
        Entry found = alive(seen.key(), nanoTime.getAsLong());
        while (found != null && found.token.text().equals(seen.value())) {
            if (entries.remove(seen.key(), found)) {
                return YES;
            }
            found = alive(seen.key(), nanoTime.getAsLong()); // renewed in between
        }
        return NO;
    }

    @Override
    public Duration trustsHoldFor() {
        return Duration.ZERO;
    }

    @Override
    public String toString() {
        return "the memory of this process";
    }

    /** Does nothing: there is nothing to close. */
    @Override
    public void close() {}

    /** How many keys are in memory, ended ones that nobody asked for since among them. */
    int size() {
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

    /** Keys that are kept after their release are asked for by nobody, perhaps: they must not stay. */
    private void purgeNowAndThen(long now, Duration keep) {
        if (!keep.isZero() && sincePurge.incrementAndGet() > Math.max(FIRST_PURGE, entries.size() / 2)) {
            sincePurge.set(0);
            entries.values().removeIf(entry -> !entry.isAlive(now));
        }
    }

    private static <T> CompletionStage<T> completed(T answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** What stands under a key. Compared by identity: two entries are never the same grant at the same time. */
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

        Held held(String key, long now) {
            return new Held(key, token.text(), Duration.ofNanos(end - now));
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
