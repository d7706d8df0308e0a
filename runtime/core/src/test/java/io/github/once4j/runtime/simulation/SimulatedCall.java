package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.internal.DurationSetting;
import io.github.once4j.runtime.internal.LeaseTimes;
import io.github.once4j.runtime.internal.MethodSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call and its outcome, in the time of the event loop. */
final class SimulatedCall {
    static final long NOT_YET = Long.MAX_VALUE;

    final int number;
    final SimulatedNode node;
    final Job job;
    final long start;

    long begun = NOT_YET;
    long notified = NOT_YET;
    long bodyEnded = NOT_YET;
    long ended = NOT_YET;
    long forced = NOT_YET;

    /** When its caller cancelled its result. */
    long cancelled = NOT_YET;

    /** When the executor dropped a task of this call. */
    long dropped = NOT_YET;

    long fence;

    @Nullable
    Outcome outcome;

    SimulatedCall(int number, SimulatedNode node, Job job, long start) {
        this.number = number;
        this.node = node;
        this.job = job;
        this.start = start;
    }

    boolean hasBegun() {
        return begun != NOT_YET;
    }

    /** When the body ceased to believe that it holds the key; the body of a key that was released by force is excused. */
    long believedUntil() {
        return Math.min(Math.min(notified, bodyEnded), Math.min(node.died(), forced));
    }

    /** From when on nothing prolongs the call's key. */
    long abandoned() {
        long over = hasBegun() ? Math.max(ended, bodyEnded) : ended;
        return Math.min(Math.min(notified, over), node.died());
    }

    @Override
    public String toString() {
        return "call " + number + " of " + node + " for " + job.key;
    }

    /** A guarded method: its key and settings, which all nodes share. */
    record Job(
            String key,
            Duration lease,
            @Nullable Duration atLeast,
            @Nullable Duration atMost,
            @Nullable Duration waits,
            boolean fenced,
            boolean interrupts) {
        /** The settings of one call, whose number is the method's name: so its token tells whose it is. */
        MethodSettings method(int call, LeaseTimes.Formulas formulas) {
            return new MethodSettings(
                    new OnceMethod(Simulation.class, Integer.toString(call), key),
                    setting(lease),
                    setting(atLeast),
                    setting(atMost),
                    setting(waits),
                    null,
                    fenced,
                    interrupts,
                    formulas,
                    new MethodSettings.Cache());
        }

        private static @Nullable DurationSetting setting(@Nullable Duration value) {
            return value == null ? null : new DurationSetting(null, value);
        }

        long waitNanos() {
            return waits == null ? 0 : waits.toNanos();
        }

        /** The longest time to live that the server is asked for. */
        long longestTtl() {
            return Math.max(lease.toNanos(), atLeast == null ? 0 : atLeast.toNanos());
        }
    }

    /** The outcome of a call. */
    enum Outcome {
        RAN,
        LOCKED,
        UNKNOWN,
        LOST,
        STOPPED,
        CANCELLED,
        DIED
    }
}
