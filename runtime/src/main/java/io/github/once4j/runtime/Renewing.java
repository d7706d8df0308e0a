package io.github.once4j.runtime;

import io.github.once4j.runtime.HeldLease.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The second phase of a lease: keeps the key for as long as the body runs, and notices when that cannot be done. Renewals
 * that are due together are sent together.
 */
final class Renewing {
    private static final long SHORTEST_TTL = 1_000_000L;

    private final Engine engine;

    /** What is to be sent at the end of this sweep. Of the sending thread alone. */
    private final List<HeldLease> due = new ArrayList<>();

    Renewing(Engine engine) {
        this.engine = engine;
    }

    /** The sending thread looks at a lease: a renewal is due, or the last one was not answered. */
    void act(HeldLease lease, boolean overdue) {
        if (overdue) {
            engine.failed(lease, "renewal", Acquiring.unanswered("no answer", lease.times.commandTimeout));
        }
        long now = engine.time.nanoTime();
        if (lease.times.renewalTtl(lease.startedAt, now) <= SHORTEST_TTL) {
            lease.idleUntil(now + HeldLease.NEVER); // holdAtMost is near: the key ends by itself
        } else {
            due.add(lease);
        }
    }

    /** Sends the renewals of all leases that were due. */
    void sendAll() {
        if (due.isEmpty()) {
            return;
        }
        long now = engine.time.nanoTime();
        List<HeldLease> leases = List.copyOf(due);
        due.clear();
        List<Renewal> renewals = new ArrayList<>(leases.size());
        for (HeldLease lease : leases) {
            lease.sent(now);
            lease.lookAgainUnless(State.HELD);
            Duration ttl = Duration.ofNanos(lease.times.renewalTtl(lease.startedAt, now));
            renewals.add(new Renewal(lease.storedKey, lease, ttl));
        }
        try {
            List<CompletionStage<Boolean>> answers = engine.client.renewAll(renewals);
            for (int i = 0; i < leases.size(); i++) {
                HeldLease lease = leases.get(i);
                long ttl = renewals.get(i).ttl().toNanos();
                answers.get(i).whenComplete((still, thrown) -> answered(lease, now, ttl, still, thrown));
            }
        } catch (RuntimeException thrown) {
            leases.forEach(lease -> answered(lease, now, 0, null, thrown));
        }
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
                engine.failed(lease, "renewal", Stages.cause(thrown));
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
