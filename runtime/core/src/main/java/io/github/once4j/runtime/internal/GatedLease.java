package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** A lease that ends when both its body has ended and its {@link ReleaseGate} has opened. */
final class GatedLease implements Lease, ReleaseGate.Run {
    private static final int BODY_ENDED = 1;
    private static final int GATE_OPEN = 2;

    final HeldLease lease;
    private final GateOwner owner;
    private final AtomicInteger state = new AtomicInteger();
    private volatile boolean failed;

    GatedLease(GateOwner owner, HeldLease lease) {
        this.owner = owner;
        this.lease = lease;
    }

    /** The body has ended. Returns whether the key is to be released now. */
    boolean bodyEnded() {
        return isLast(BODY_ENDED);
    }

    private boolean isLast(int end) {
        int before;
        do {
            before = state.get();
        } while (!state.compareAndSet(before, before | end));
        boolean isLast = (before | end) != before && before != 0;
        if (isLast && failed) {
            lease.succeeded = false;
        }
        return isLast;
    }

    @Override
    public void close() {
        if (bodyEnded()) {
            lease.close();
        }
    }

    @Override
    public void release(boolean succeeded) {
        failed |= !succeeded;
        if (isLast(GATE_OPEN)) {
            owner.releaseWithoutWaiting(lease);
        }
    }

    @Override
    public void check() {
        if (lease.isAcquired() && !(lease.isHeld() && owner.isStored(lease))) {
            Reason reason = lease.lossReason();
            throw lost(reason == null ? Reason.UNREACHABLE : reason);
        }
    }

    private OnceLeaseLostException lost(Reason reason) {
        return new OnceLeaseLostException(
                lease.method + ": the lease of key `" + Text.printable(key())
                        + "` was lost before its transaction was committed: " + reason
                        + ". Another run may have begun; the transaction is rolled back.",
                key(),
                reason);
    }

    // ---- for the body

    @Override
    public boolean isHeld() {
        return lease.isHeld();
    }

    @Override
    public Duration remaining() {
        return lease.remaining();
    }

    @Override
    public OptionalLong fence() {
        return lease.fence();
    }

    @Override
    public String key() {
        return lease.key();
    }

    @Override
    public String token() {
        return lease.token();
    }

    @Override
    public void onLost(Runnable action) {
        lease.onLost(action);
    }

    @Override
    public void succeeded() {
        lease.succeeded();
    }

    @Override
    public String toString() {
        return lease.toString();
    }
}
