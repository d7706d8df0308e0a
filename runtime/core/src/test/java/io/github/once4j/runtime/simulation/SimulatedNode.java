package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.internal.AsyncCall;
import io.github.once4j.runtime.internal.EngineGuard;
import io.github.once4j.runtime.internal.LeaseTimes;
import io.github.once4j.runtime.internal.LockEngine;
import io.github.once4j.runtime.simulation.History.Question;
import io.github.once4j.runtime.simulation.History.Window;
import io.github.once4j.runtime.simulation.SimulatedCall.Job;
import io.github.once4j.runtime.simulation.SimulatedCall.Outcome;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A process with a real guard: its clock runs fast or slow, its threads are late, garbage collections stop it, and it may
 * crash.
 */
final class SimulatedNode implements GuardScheduler, Executor {
    /** How late a thread runs that nothing delays. */
    private static final double THREAD_DELAY = 1_000_000;

    private static final long NEVER_ASKS = 3_600_000_000_000L;

    /** After a stop, the threads need this long to find out what they missed. */
    static final long WAKING = 5_000_000;

    private final EventLoop loop;
    private final History history;
    private final Mutant mutant;
    private final String name;
    private final double rate;
    private final long offset;
    private final long lease;
    private final long shortPause;
    private final SimulatedClient client;
    private final OnceGuard guard;
    private long wallClock = 1_795_446_245_000L;
    private long died = SimulatedCall.NOT_YET;
    private long stoppedSince = -WAKING - 1;
    private long stoppedUntil = -WAKING - 1;
    private boolean renewing;
    private @Nullable SimulatedCall starting;
    private int commands;

    SimulatedNode(EventLoop loop, History history, SimulatedServer server, Mutant mutant, String name, Duration lease) {
        this.loop = loop;
        this.history = history;
        this.mutant = mutant;
        this.name = name;
        this.rate = Simulation.rate(loop);
        // Clocks that overflow, or pass zero, during the run.
        this.offset = switch (loop.pick(3)) {
            case 0 -> loop.anyLong();
            case 1 -> Long.MAX_VALUE - loop.upTo(30e9);
            default -> -loop.upTo(30e9);
        };
        this.lease = lease.toNanos();
        this.shortPause = Math.max(100_000_000L, lease.toNanos() / 50) * 9 / 10;
        this.client = new SimulatedClient(loop, history, server, this, mutant, lease.toNanos());
        this.guard = OnceGuard.builder()
                .client(client)
                .lease(lease)
                .executor(this)
                .taskDecorator(task -> droppable(Objects.requireNonNull(starting), task))
                .scheduler(this)
                .build();
    }

    // ---- clocks and threads

    @Override
    public long nanoTime() {
        return offset + (long) (loop.now() * rate);
    }

    @Override
    public long currentTimeMillis() {
        return wallClock + (long) (loop.now() * rate) / 1_000_000;
    }

    @Override
    public void scheduleSend(long delayNanos, Runnable task) {
        later((long) (delayNanos / rate), task);
    }

    @Override
    public void scheduleDeadline(long delayNanos, Runnable task) {
        later((long) (delayNanos / rate), task);
    }

    @Override
    public void runCallback(Runnable task) {
        later(0, task);
    }

    @Override
    public void execute(Runnable task) {
        long delay = 0;
        if (loop.chance(0.005)) {
            delay = loop.upTo(lease * 1.5);
            history.happened(Fault.SLOW_EXECUTOR);
            history.delayed(this, loop.now(), loop.now() + delay);
        }
        later(delay, task);
    }

    @Override
    public void close() {}

    void later(long delay, Runnable task) {
        loop.after(delay + loop.upTo(THREAD_DELAY), () -> now(task));
    }

    /** Runs a task: after the stop if the process is stopped, never if it is dead. */
    void now(Runnable task) {
        if (loop.now() >= died) {
            return;
        }
        if (loop.now() < stoppedUntil) {
            later(stoppedUntil - loop.now(), task);
        } else {
            task.run();
        }
    }

    // ---- faults

    /** The longest pause that the margin of a lease covers. */
    long shortPause() {
        return shortPause;
    }

    void pause(long length) {
        boolean again = loop.now() <= stoppedUntil + WAKING;
        stoppedSince = again ? stoppedSince : loop.now();
        stoppedUntil = Math.max(stoppedUntil, loop.now() + length);
        history.happened(length > shortPause ? Fault.LONG_STOP : Fault.PAUSE);
        history.note(() -> this + " is stopped for " + millis(length));
        history.delayed(this, loop.now(), stoppedUntil);
        if (stoppedUntil - stoppedSince > shortPause) {
            history.excuse(this, stoppedSince, stoppedUntil + WAKING);
        }
    }

    /** The worst time for a pause: the lease cannot be renewed, and its loss is about to be noticed. */
    private void pauseBefore(long deadline) {
        if (loop.chance(0.5)) {
            long before = loop.upTo(shortPause);
            loop.after((long) ((deadline - nanoTime()) / rate) - before, () -> {
                if (!client.isUp() && !isDead()) {
                    pause(shortPause);
                }
            });
        }
    }

    void jump(long wallClockMillis) {
        wallClock += wallClockMillis;
        history.happened(Fault.CLOCK_JUMP);
        history.note(() -> this + " has its wall clock set by " + wallClockMillis + " ms");
    }

    void die() {
        died = loop.now();
        history.happened(Fault.CRASH);
        history.note(() -> this + " dies");
    }

    long died() {
        return died;
    }

    boolean isDead() {
        return died != SimulatedCall.NOT_YET;
    }

    // ---- calls

    void call(Job job, int number) {
        var call = new SimulatedCall(number, this, job, loop.now());
        history.add(call);
        boolean cancels = loop.chance(0.04);
        long cancelsAfter = loop.upTo(job.lease().toNanos() * (loop.chance(0.5) ? 0.02 : 1));
        starting = call;
        CompletableFuture<String> result = AsyncCall.start(
                engine(),
                job.method(number, SimulatedTimes::new),
                job::key,
                lease -> body(call, lease),
                "locked",
                false);
        starting = null;
        result.whenComplete((value, thrown) -> {
            if (call.ended == SimulatedCall.NOT_YET) {
                ended(call, value, thrown);
            }
        });
        if (cancels && !result.isDone()) {
            later(cancelsAfter, () -> cancel(call, result));
        }
    }

    private void cancel(SimulatedCall call, CompletableFuture<String> result) {
        if (result.isDone()) {
            return;
        }
        call.cancelled = loop.now();
        history.happened(Fault.CANCEL);
        if (mutant == Mutant.KEEPS_TURN_AFTER_CANCEL) {
            ended(call, null, new CancellationException()); // the engine is not told
        } else {
            result.cancel(true);
        }
    }

    /** Releases a key by force, as an administrator does. */
    void force(String key) {
        long start = loop.now();
        commands++;
        engine().admin.forceRelease(key).whenComplete((freed, thrown) -> {
            commands--;
            history.questions.add(new Question(this, new Window(start, loop.now())));
            history.note(() -> this + " forced " + key + ": " + (thrown == null ? freed : thrown));
        });
    }

    private CompletableFuture<String> body(SimulatedCall call, Lease lease) {
        call.begun = loop.now();
        if (call.cancelled != SimulatedCall.NOT_YET) {
            history.broken(Invariant.CANCELLED_NEVER_RUNS, call + " began after it was cancelled");
        }
        call.fence = lease.fence().orElse(0);
        history.note(() -> call + " begins" + (call.fence == 0 ? "" : ", fence " + call.fence));
        if (!lease.isHeld()) {
            history.broken(Invariant.BODY_BEGINS_HELD, call + " began with a lost lease");
        }
        lease.onLost(() -> {
            call.notified = Math.min(call.notified, loop.now());
            history.note(() -> call + " is notified that it lost its lease");
        });
        boolean cancellable = loop.chance(0.7);
        var work = new CompletableFuture<String>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return cancellable && super.cancel(mayInterrupt);
            }
        };
        later(workTime(call.job.lease().toNanos()), () -> work.complete("done"));
        work.whenComplete((value, thrown) -> {
            call.bodyEnded = loop.now();
            history.note(() -> call + " has ended its body");
        });
        return work;
    }

    private long workTime(long lease) {
        return switch (loop.pick(10)) {
            case 0, 1, 2, 3, 4, 5 -> loop.upTo(0.02 * lease);
            case 6, 7 -> loop.upTo(lease);
            default -> loop.upTo(6.0 * lease);
        };
    }

    private void ended(SimulatedCall call, @Nullable String value, @Nullable Throwable thrown) {
        call.ended = loop.now();
        Outcome outcome;
        if (thrown == null) {
            outcome = "locked".equals(value) ? Outcome.LOCKED : call.notified < call.ended ? Outcome.LOST : Outcome.RAN;
        } else if (thrown instanceof CancellationException) {
            outcome = Outcome.CANCELLED;
        } else if (thrown instanceof OnceLeaseLostException) {
            outcome = Outcome.STOPPED;
        } else if (thrown instanceof OnceBackendException) {
            outcome = Outcome.UNKNOWN;
        } else {
            outcome = Outcome.UNKNOWN;
            history.broken(Invariant.NOTHING_UNEXPECTED, call + ": " + thrown);
        }
        call.outcome = outcome;
        history.note(() -> call + " ends: " + outcome);
    }

    /** Whether the node handles the reply to a renewal. */
    void handlesRenewal(boolean now) {
        renewing = now;
    }

    /** A call asks for its key; one that waits does so with a new token each time. */
    void sends(Token token) {
        String lease = token.toString();
        int number = Integer.parseInt(lease.substring(lease.lastIndexOf('.') + 1));
        history.token(token.text(), history.calls.get(number));
    }

    private LockEngine engine() {
        return ((EngineGuard) guard).engine();
    }

    SimulatedClient client() {
        return client;
    }

    /** Whether nothing is held or requested, as it must be at the end of a run. */
    boolean isClean() {
        return engine().isIdle() && commands == 0;
    }

    void closeGuard() {
        guard.close();
    }

    @Override
    public String toString() {
        return name;
    }

    static String millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3 + " ms";
    }

    /** Runs a task of the executor; seldom, it drops the task. */
    private void runUnlessDropped(SimulatedCall call, Runnable task) {
        if (loop.chance(0.001)) {
            history.happened(Fault.DROPPED_TASK);
            call.dropped = Math.min(call.dropped, loop.now());
            history.note(() -> "the executor drops a task of " + call);
        } else {
            task.run();
        }
    }

    private Runnable droppable(SimulatedCall call, Runnable task) {
        return () -> runUnlessDropped(call, task);
    }

    /** The engine's formulas, or a mutant's; the renewals are spread by the seed. */
    private final class SimulatedTimes extends LeaseTimes {
        SimulatedTimes(
                Duration lease,
                @Nullable Duration holdAtLeast,
                @Nullable Duration holdAtMost,
                @Nullable Duration waitAtMost,
                @Nullable Duration keepAfterSuccess) {
            super(lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess);
        }

        @Override
        public long deadline(long sentAt, long ttl) {
            long deadline = switch (mutant) {
                case DEADLINE_FROM_REPLY -> super.deadline(nanoTime(), ttl);
                case RENEWED_DEADLINE_FROM_REPLY -> super.deadline(renewing ? nanoTime() : sentAt, ttl);
                case DEADLINE_100_MS_LATE -> super.deadline(sentAt, ttl) + 100_000_000;
                case NO_DRIFT_FACTOR -> super.deadline(sentAt, ttl) + ttl / 50;
                default -> super.deadline(sentAt, ttl);
            };
            pauseBefore(deadline);
            return deadline;
        }

        @Override
        public long pause(long longest, long seed) {
            return mutant == Mutant.LOST_WAKE_UP ? NEVER_ASKS : super.pause(longest, loop.anyLong());
        }

        @Override
        public long renewAt(long sentAt, long seed) {
            return super.renewAt(sentAt, loop.anyLong());
        }
    }
}
