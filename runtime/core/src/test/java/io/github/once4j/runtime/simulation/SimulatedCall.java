package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.internal.DurationSetting;
import io.github.once4j.runtime.internal.LeaseTimes;
import io.github.once4j.runtime.internal.MethodSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one call, in true time. */
final class SimulatedCall {
    static final long NOT_YET = Long.MAX_VALUE;

    final int number;
    final SimulatedNode node;
    final Job job;
    final long start;

    /** Set when the call sends for its key; a call that is answered by its own guard never does. */
    @Nullable
    String token;

    long begun = NOT_YET;
    long told = NOT_YET;
    long bodyEnded = NOT_YET;
    long ended = NOT_YET;
    long forced = NOT_YET;
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

    /** When the run ceased to believe that it holds the key; a run whose key was freed by force is excused from then on. */
    long believedUntil() {
        return Math.min(Math.min(told, bodyEnded), Math.min(node.died(), forced));
    }

    /** When nobody stood behind the call's key any more. */
    long abandoned() {
        long over = hasBegun() ? Math.max(ended, bodyEnded) : ended;
        return Math.min(Math.min(told, over), node.died());
    }

    @Override
    public String toString() {
        return "call " + number + " of " + node + " for " + job.key;
    }

    /** What is guarded: the settings that all nodes share. */
    record Job(
            String key,
            Duration lease,
            @Nullable Duration atLeast,
            @Nullable Duration atMost,
            boolean fenced,
            boolean stops) {
        MethodSettings method(LeaseTimes.Formulas formulas) {
            return new MethodSettings(
                    new OnceMethod(Simulation.class, key, key),
                    setting(lease),
                    setting(atLeast),
                    setting(atMost),
                    null,
                    null,
                    fenced,
                    stops,
                    formulas,
                    new MethodSettings.Cache());
        }

        private static @Nullable DurationSetting setting(@Nullable Duration value) {
            return value == null ? null : new DurationSetting(null, value);
        }

        /** For how long the server is asked to keep the key, at the most. */
        long longestTtl() {
            return Math.max(lease.toNanos(), atLeast == null ? 0 : atLeast.toNanos());
        }
    }

    /** How a call ends. */
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
