package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceListener.BackendFailed.Operation;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.RenewRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The second phase of a lease: keeps the key for as long as the body runs, and notices when that fails. Renewals that are due
 * at the same time are sent together.
 */
final class Renewer {
    /** A renewal for less is not sent: holdAtMost is near, and the key expires as it is. */
    private static final long SHORTEST_TTL = 1_000_000L;

    private final SafeClient client;
    private final GuardScheduler clock;
    private final Reporter reporter;

    Renewer(SafeClient client, GuardScheduler clock, Reporter reporter) {
        this.client = client;
        this.clock = clock;
        this.reporter = reporter;
    }

    /** Renews the leases that are due, or whose last renewal was not answered. */
    void renew(List<HeldLease> due) {
        long now = clock.nanoTime();
        List<HeldLease> renewed = new ArrayList<>(due.size());
        List<RenewRequest> requests = new ArrayList<>(due.size());
        for (HeldLease lease : due) {
            if (lease.isAwaitingReply()) {
                reporter.failed(lease, Operation.RENEW, Reporter.timedOut("no reply", lease.times.commandTimeout));
            }
            long ttl = lease.times.renewalTtl(lease.startedAt, now);
            if (ttl <= SHORTEST_TTL) {
                lease.idleWhileHeld(lease.startedAt + LeaseTimes.NEVER, now);
            } else if (!lease.hasBegun()) {
                lease.idleWhileHeld(now + lease.times.retry, now);
            } else {
                endIfMissed(lease);
                lease.awaitReply(now);
                if (!lease.is(Phase.HELD)) {
                    lease.idleUntil(now); // the plan of its release may have been overwritten
                }
                renewed.add(lease);
                requests.add(new RenewRequest(lease.storedKey, lease, Duration.ofNanos(ttl)));
            }
        }
        if (!requests.isEmpty()) {
            send(renewed, requests, now);
        }
    }

    private static void endIfMissed(HeldLease lease) {
        AsyncRun run = lease.asyncRun();
        if (run != null) {
            run.endIfMissed();
        }
    }

    private void send(List<HeldLease> leases, List<RenewRequest> requests, long now) {
        List<CompletionStage<Boolean>> replies = client.renewAll(requests);
        for (int i = 0; i < leases.size(); i++) {
            HeldLease lease = leases.get(i);
            long ttl = requests.get(i).ttl().toNanos();
            Stages.whenComplete(replies.get(i), (held, thrown) -> replied(lease, now, ttl, held, thrown));
        }
    }

    private void replied(HeldLease lease, long sent, long ttl, @Nullable Boolean held, @Nullable Throwable thrown) {
        if (!lease.is(Phase.HELD)) {
            return;
        }
        long now = clock.nanoTime();
        if (held == null) {
            if (lease.isAwaited(sent)) {
                lease.idleWhileHeld(now + lease.times.retry, now);
                reporter.failed(lease, Operation.RENEW, Stages.cause(thrown));
            }
        } else if (!held) {
            reporter.lose(lease, Reason.TAKEN);
        } else if (now - lease.deadline() >= 0) {
            reporter.lose(lease, Reason.UNREACHABLE);
        } else {
            lease.isMet = false;
            lease.renewed(sent, ttl, now);
        }
    }
}
