package io.github.once4j.runtime;

import io.github.once4j.runtime.HeldLease.State;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The second phase of a lease: keeps the key for as long as the body runs, and notices when that cannot be done. */
final class Renewing {
    private static final long SHORTEST_TTL = 1_000_000L;

    private final Engine engine;

    Renewing(Engine engine) {
        this.engine = engine;
    }

    /** The sending thread looks at it: a renewal is due, or the last one was not answered. */
    void act(HeldLease lease, boolean overdue) {
        if (overdue) {
            engine.events.failed(lease, Acquiring.unanswered("no answer to a renewal", lease.times.commandTimeout));
        }
        send(lease);
    }

    private void send(HeldLease lease) {
        long now = engine.time.nanoTime();
        long ttl = lease.times.renewalTtl(lease.startedAt, now);
        if (ttl <= SHORTEST_TTL) {
            lease.idleUntil(now + HeldLease.NEVER); // holdAtMost is near: the key ends by itself
            return;
        }
        lease.sent(now);
        CompletionStage<Boolean> stage;
        try {
            stage = engine.client.renew(lease.storedKey, lease.token(), Duration.ofNanos(ttl));
        } catch (RuntimeException thrown) {
            answered(lease, now, ttl, null, thrown);
            return;
        }
        stage.whenComplete((still, thrown) -> answered(lease, now, ttl, still, thrown));
    }

    private void answered(HeldLease lease, long sent, long ttl, @Nullable Boolean still, @Nullable Throwable thrown) {
        if (!lease.is(State.HELD)) {
            return;
        }
        long now = engine.time.nanoTime();
        if (still == null) {
            if (lease.isAwaited(sent)) {
                lease.idleUntil(now + lease.times.retry);
                lease.lookAgainUnless(State.HELD);
                engine.events.failed(lease, Stages.cause(thrown));
            }
        } else if (!still) {
            lease.lose("its key was freed or taken");
        } else if (now - lease.deadline() >= 0) {
            lease.lose("the backend answered too late");
        } else {
            lease.renewed(sent, ttl, now);
        }
    }
}
