package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A Redis server with a clock of its own. Each method is one atomic command of the protocol. */
final class SimulatedServer {
    private final EventLoop loop;
    private final History history;
    private final Mutant mutant;
    private final double rate;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private long stoppedUntil;
    private boolean refusing;
    private long refusingSince;

    SimulatedServer(EventLoop loop, History history, Mutant mutant, double rate) {
        this.loop = loop;
        this.history = history;
        this.mutant = mutant;
        this.rate = rate;
    }

    /** Stops the server for a time; does nothing if it was stopped just before. */
    void stop(long length) {
        if (loop.now() < stoppedUntil + SimulatedNode.WAKING) {
            return;
        }
        stoppedUntil = loop.now() + length;
        history.happened(Fault.SERVER_STOP);
        history.stopped(loop.now(), stoppedUntil);
        history.note(() -> "the server is stopped for " + SimulatedNode.millis(length));
    }

    /** For how long it is still stopped; its keys expire meanwhile. */
    long stoppedFor() {
        return Math.max(0, stoppedUntil - loop.now());
    }

    /** Replies to every command with an error, as a server does that is loading or out of memory. */
    void refuse(boolean refuses) {
        if (refusing) {
            history.stopped(refusingSince, loop.now());
        }
        refusingSince = loop.now();
        refusing = refuses;
        history.note(() -> "the server " + (refuses ? "refuses commands" : "accepts commands again"));
    }

    boolean isRefusing() {
        return refusing;
    }

    AcquireResult acquire(AcquireRequest request) {
        Entry found = alive(request.key());
        if (found != null && !found.value.equals(request.token().text())) {
            return new AcquireResult.Busy(held(request.key(), found));
        }
        long end = clock() + request.ttl().toNanos();
        if (found != null) {
            found.end = end;
            return new AcquireResult.AlreadyOwned(fence(found.fence));
        }
        long fence = request.fenced() ? Math.max(fences.getOrDefault(request.key(), 0L) + 1, clock() / 1000) : 0;
        if (request.fenced()) {
            fences.put(request.key(), fence);
        }
        entries.put(request.key(), new Entry(request.token().text(), loop.now(), end, fence));
        return new AcquireResult.Stored(fence(fence));
    }

    boolean renew(String key, String token, Duration ttl) {
        Entry found = alive(key);
        if (found == null || !found.value.equals(token)) {
            return false;
        }
        found.end = clock() + ttl.toNanos();
        return true;
    }

    boolean release(String key, String token, Duration keep) {
        Entry found = alive(key);
        if (found == null || !(found.value.equals(token) || mutant == Mutant.DELETES_WITHOUT_COMPARING)) {
            return false;
        }
        remove(key, found, loop.now());
        if (!keep.isZero()) {
            entries.put(key, new Entry(StoredLock.finished(token), loop.now(), clock() + keep.toNanos(), 0));
        }
        return true;
    }

    Optional<StoredLock> holder(String key) {
        return Optional.ofNullable(alive(key)).map(found -> held(key, found));
    }

    /** A release by an administrator who read the token. */
    boolean forceRelease(ReleaseRequest request) {
        String value = request.token().text();
        Entry found = alive(request.key());
        if (found == null || !found.value.equals(value)) {
            return false;
        }
        remove(request.key(), found, loop.now());
        history.forced(value);
        return true;
    }

    /** Records what is stored at the end of the run. */
    void settle() {
        Map.copyOf(entries).forEach((key, entry) -> remove(key, entry, Math.min(loop.now(), inTrueTime(entry.end))));
    }

    private @Nullable Entry alive(String key) {
        Entry found = entries.get(key);
        if (found != null && found.end <= clock()) {
            remove(key, found, inTrueTime(found.end));
            return null;
        }
        return found;
    }

    private void remove(String key, Entry entry, long until) {
        entries.remove(key);
        history.occupied(key, entry.value, entry.since, until);
    }

    private StoredLock held(String key, Entry found) {
        return new StoredLock(key, found.value, Optional.of(Duration.ofNanos(Math.max(1, found.end - clock()))));
    }

    private long clock() {
        return (long) (loop.now() * rate);
    }

    private long inTrueTime(long clock) {
        return (long) (clock / rate);
    }

    private static OptionalLong fence(long number) {
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static final class Entry {
        final String value;
        final long since;
        final long fence;
        long end;

        Entry(String value, long since, long end, long fence) {
            this.value = value;
            this.since = since;
            this.end = end;
            this.fence = fence;
        }
    }
}
