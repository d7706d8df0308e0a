package io.github.once4j.runtime.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a key of one method is held on one guard, in nanoseconds. The formulas of the protocol stand here and nowhere else.
 * Not final: the mutants of the simulation are subclasses with a wrong formula.
 */
public class LeaseTimes {
    /** A delay that never ends, and that can be added to any time without an overflow of differences. */
    static final long NEVER = Long.MAX_VALUE / 2;

    private static final Duration LONGEST = Duration.ofNanos(NEVER);

    /** Clock rates may differ by 1 % on either side: a fiftieth of the time to live. */
    private static final long CLOCK_DRIFT_PARTS = 50;

    /** What an acquisition asks the backend for. */
    final Duration acquireTtl;

    final long acquireTtlNanos;
    final long lease;
    final long holdAtLeast;
    final long holdAtMost;

    /** When a command counts as timed out. */
    final long commandTimeout;

    /** When an acquisition gives up whose outcome is unknown. */
    final long acquireTimeout;

    /** An acquisition whose reply came later is not accepted. */
    final long acceptWithin;

    /** The pause after a failed command. */
    final long retry;

    /** How long a call waits for a held key; zero if it does not. */
    final long waitAtMost;

    /** How long a key is kept after a body that ended normally; zero if it is not. */
    final long keepAfterSuccess;

    /**
     * Computes the times.
     *
     * @param holdAtLeast {@code null} for none
     * @param holdAtMost {@code null} for none
     * @param waitAtMost {@code null} for none
     * @param keepAfterSuccess {@code null} for none
     */
    public LeaseTimes(
            Duration lease,
            @Nullable Duration holdAtLeast,
            @Nullable Duration holdAtMost,
            @Nullable Duration waitAtMost,
            @Nullable Duration keepAfterSuccess) {
        this.waitAtMost = waitAtMost == null ? 0 : waitAtMost.toNanos();
        this.keepAfterSuccess = keepAfterSuccess == null ? 0 : keepAfterSuccess.toNanos();
        this.lease = lease.toNanos();
        this.holdAtLeast = holdAtLeast == null ? 0 : holdAtLeast.toNanos();
        this.holdAtMost = holdAtMost == null ? Long.MAX_VALUE : holdAtMost.toNanos();
        this.acquireTtlNanos = Math.min(Math.max(this.lease, this.holdAtLeast), this.holdAtMost);
        this.acquireTtl = Duration.ofNanos(acquireTtlNanos);
        this.commandTimeout =
                Math.min(Math.max(this.lease / 15, MILLISECONDS.toNanos(100)), MILLISECONDS.toNanos(2000));
        this.acquireTimeout = 2 * commandTimeout;
        this.acceptWithin = Math.min(this.lease, this.holdAtMost) / 3;
        this.retry = Math.min(this.lease / 20, MILLISECONDS.toNanos(500));
    }

    /**
     * Until when the holder of a key may believe that it holds it.
     *
     * @param sentAt when the command was sent that set the key's time to live
     * @param ttl that time to live
     */
    public long deadline(long sentAt, long ttl) {
        // The last renewals before holdAtMost ask for less and less; the signal takes the same time.
        long tenth = Math.min(lease, holdAtMost) / 10;
        long signal = Math.min(Math.max(MILLISECONDS.toNanos(100), ttl / 50), tenth);
        return sentAt + ttl - ttl / CLOCK_DRIFT_PARTS - Math.min(MILLISECONDS.toNanos(2), tenth) - signal;
    }

    /** A duration from outside, in nanoseconds: not negative, and at most {@link #NEVER}. */
    static long nanos(Duration any) {
        return any.isNegative() ? 0 : any.compareTo(LONGEST) < 0 ? any.toNanos() : NEVER;
    }

    /** When to renew a lease for the first time; never if the key expires before its lease does. */
    long firstRenewalAt(long sentAt, long seed) {
        return holdAtMost <= lease ? sentAt + NEVER : renewAt(sentAt, seed);
    }

    /**
     * When to renew a lease: after a third of it, ten per cent sooner or later, so that leases that were acquired together are
     * not renewed together.
     */
    public long renewAt(long sentAt, long seed) {
        long third = lease / 3;
        long spread = Math.floorMod((seed * 0x9E3779B97F4A7C15L) >>> 11, Math.max(1, third / 5));
        return sentAt + third - third / 10 + spread;
    }

    /** How long a waiter pauses before it asks again: shorter by up to a quarter, so that processes do not ask together. */
    public long pause(long longest, long seed) {
        return longest - Math.floorMod((seed * 0x9E3779B97F4A7C15L) >>> 11, Math.max(1, longest / 4));
    }

    /** The time to live that a renewal asks for; zero or less if the key is to expire as it is. */
    long renewalTtl(long startedAt, long sentAt) {
        long held = sentAt - startedAt;
        long ttl = Math.max(lease, holdAtLeast - held);
        return holdAtMost == Long.MAX_VALUE ? ttl : Math.min(ttl, holdAtMost - held);
    }

    /** Whether a lease that ended did so as configured: its holdAtMost is over, or nearly so. */
    boolean isOver(long startedAt, long now) {
        return holdAtMost != Long.MAX_VALUE && now - startedAt >= holdAtMost - holdAtMost / 4;
    }

    /** Whether the time of a release matters: if not, the clock need not be read for it. */
    boolean mayKeep() {
        return holdAtLeast > 0;
    }

    /** For how long a key is kept that is released now: the later of {@code holdAtLeast} and {@code keepAfterSuccess}. */
    Duration keep(long startedAt, long now, boolean succeeded) {
        long rest = Math.max(holdAtLeast == 0 ? 0 : holdAtLeast - (now - startedAt), succeeded ? keepAfterSuccess : 0);
        return Duration.ofNanos(Math.max(0, rest));
    }

    /** Creates the times of a method on a guard: these, or a mutant's. */
    public interface Formulas {
        /** See the constructor of {@link LeaseTimes}. */
        LeaseTimes of(
                Duration lease,
                @Nullable Duration holdAtLeast,
                @Nullable Duration holdAtMost,
                @Nullable Duration waitAtMost,
                @Nullable Duration keepAfterSuccess);
    }
}
