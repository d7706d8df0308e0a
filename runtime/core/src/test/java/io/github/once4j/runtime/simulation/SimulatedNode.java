package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.internal.AsyncCall;
import io.github.once4j.runtime.internal.EngineGuard;
import io.github.once4j.runtime.internal.LeaseTimes;
import io.github.once4j.runtime.internal.LockEngine;
import io.github.once4j.runtime.internal.MethodSettings;
import io.github.once4j.runtime.simulation.History.Question;
import io.github.once4j.runtime.simulation.History.Window;
import io.github.once4j.runtime.simulation.SimulatedCall.Job;
import io.github.once4j.runtime.simulation.SimulatedCall.Outcome;
import io.github.once4j.runtime.spi.GuardScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A process: a real guard, on a clock that runs fast or slow, with threads that come late, that a garbage collection stops
 * and a crash ends.
 */
final class SimulatedNode implements GuardScheduler, Executor {
    /** How late a thread runs that nothing holds up. */
    private static final double THREAD_DELAY = 1_000_000;

    /** After a stop the threads need a moment to find out what they missed. */
    static final long WAKING = 5_000_000;

    private final World world;
    private final History history;
    private final Mutant mutant;
    private final String name;
    private final double rate;
    private final long offset;
    private final long lease;
    private final long shortPause;
    private final SimulatedClient client;
    private final OnceGuard guard;
    private final Map<Job, MethodSettings> methods = new HashMap<>();
    private long wallClock = 1_795_446_245_000L;
    private long died = SimulatedCall.NOT_YET;
    private long stoppedSince = -WAKING - 1;
    private long stoppedUntil = -WAKING - 1;
    private @Nullable SimulatedCall asking;
    private int questions;

    SimulatedNode(World world, History history, SimulatedServer server, Mutant mutant, String name, Duration lease) {
        this.world = world;
        this.history = history;
        this.mutant = mutant;
        this.name = name;
        this.rate = Simulation.rate(world);
        // Clocks that run over, and that pass zero, while the run goes on.
        this.offset = switch (world.pick(3)) {
            case 0 -> world.anyLong();
            case 1 -> Long.MAX_VALUE - world.upTo(30e9);
            default -> -world.upTo(30e9);
        };
        this.lease = lease.toNanos();
        this.shortPause = Math.max(100_000_000L, lease.toNanos() / 50) * 9 / 10;
        this.client = new SimulatedClient(world, history, server, this, mutant, lease.toNanos());
        this.guard = OnceGuard.builder()
                .client(client)
                .lease(lease)
                .executor(this)
                .scheduler(this)
                .build();
    }

    // ---- clocks and threads

    @Override
    public long nanoTime() {
        return offset + (long) (world.now() * rate);
    }

    @Override
    public long currentTimeMillis() {
        return wallClock + (long) (world.now() * rate) / 1_000_000;
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
        if (world.chance(0.005)) {
            delay = world.upTo(lease * 1.5);
            history.happened(Fault.SLOW_EXECUTOR);
            history.delayed(this, world.now(), world.now() + delay);
        }
        later(delay, task);
    }

    @Override
    public void close() {}

    void later(long delay, Runnable task) {
        world.after(delay + world.upTo(THREAD_DELAY), () -> now(task));
    }

    /** Runs a task, but not while the process stands still, and never when it is dead. */
    void now(Runnable task) {
        if (world.now() >= died) {
            return;
        }
        if (world.now() < stoppedUntil) {
            later(stoppedUntil - world.now(), task);
        } else {
            task.run();
        }
    }

    // ---- faults

    /** How long a pause may be that the margin of a lease covers. */
    long shortPause() {
        return shortPause;
    }

    void pause(long length) {
        boolean again = world.now() <= stoppedUntil + WAKING;
        stoppedSince = again ? stoppedSince : world.now();
        stoppedUntil = Math.max(stoppedUntil, world.now() + length);
        history.happened(length > shortPause ? Fault.LONG_STOP : Fault.PAUSE);
        history.note(() -> this + " stands still for " + millis(length));
        history.delayed(this, world.now(), stoppedUntil);
        if (stoppedUntil - stoppedSince > shortPause) {
            history.excuse(this, stoppedSince, stoppedUntil + WAKING);
        }
    }

    /** The worst moment for a pause: the lease cannot be renewed, and its loss is about to be noticed. */
    private void stumbleBefore(long deadline) {
        if (world.chance(0.5)) {
            long before = world.upTo(shortPause);
            world.after((long) ((deadline - nanoTime()) / rate) - before, () -> {
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
        died = world.now();
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
        var call = new SimulatedCall(number, this, job, world.now());
        history.add(call);
        boolean cancels = world.chance(0.04);
        long cancelsAfter = world.upTo(job.lease().toNanos() * (world.chance(0.5) ? 0.02 : 1));
        asking = call;
        CompletableFuture<String> result =
                AsyncCall.start(engine(), method(job), job::key, lease -> body(call, lease), "locked", false);
        asking = null;
        result.whenComplete((value, thrown) -> ended(call, value, thrown));
        if (cancels && !result.isDone()) {
            later(cancelsAfter, () -> {
                if (result.cancel(true)) {
                    history.happened(Fault.CANCEL);
                }
            });
        }
    }

    /** Frees a key by force, as an administrator does. */
    void force(String key) {
        long start = world.now();
        questions++;
        engine().admin.forceRelease(key).whenComplete((freed, thrown) -> {
            questions--;
            history.questions.add(new Question(this, new Window(start, world.now())));
            history.note(() -> this + " forced " + key + ": " + (thrown == null ? freed : thrown));
        });
    }

    private CompletableFuture<String> body(SimulatedCall call, Lease lease) {
        call.begun = world.now();
        call.fence = lease.fence().orElse(0);
        history.note(() -> call + " begins" + (call.fence == 0 ? "" : ", fence " + call.fence));
        if (!lease.isHeld()) {
            history.broken(Law.BODY_IS_HELD, call + " was begun with a lease that is lost already");
        }
        lease.onLost(() -> {
            call.told = Math.min(call.told, world.now());
            history.note(() -> call + " is told that it lost its lease");
        });
        boolean obedient = world.chance(0.7);
        var work = new CompletableFuture<String>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return obedient && super.cancel(mayInterrupt);
            }
        };
        later(workTime(call.job.lease().toNanos()), () -> work.complete("done"));
        work.whenComplete((value, thrown) -> {
            call.bodyEnded = world.now();
            history.note(() -> call + " has done its work");
        });
        return work;
    }

    private long workTime(long lease) {
        return switch (world.pick(10)) {
            case 0, 1, 2, 3, 4, 5 -> world.upTo(0.02 * lease);
            case 6, 7 -> world.upTo(lease);
            default -> world.upTo(6.0 * lease);
        };
    }

    private void ended(SimulatedCall call, @Nullable String value, @Nullable Throwable thrown) {
        call.ended = world.now();
        Outcome outcome;
        if (thrown == null) {
            outcome = "locked".equals(value) ? Outcome.LOCKED : call.told < call.ended ? Outcome.LOST : Outcome.RAN;
        } else if (thrown instanceof CancellationException) {
            outcome = Outcome.CANCELLED;
        } else if (thrown instanceof OnceLeaseLostException) {
            outcome = Outcome.STOPPED;
        } else if (thrown instanceof OnceBackendException) {
            outcome = Outcome.UNKNOWN;
        } else {
            outcome = Outcome.UNKNOWN;
            history.broken(Law.NO_SURPRISE, call + ": " + thrown);
        }
        call.outcome = outcome;
        history.note(() -> call + " ends: " + outcome);
    }

    private MethodSettings method(Job job) {
        return methods.computeIfAbsent(job, each -> each.method(SimulatedTimes::new));
    }

    /** Tells the call that sends for its key at this moment which token it has. */
    void sends(String token) {
        if (asking != null && asking.token == null) {
            asking.token = token;
            history.token(token, asking);
        }
    }

    private LockEngine engine() {
        return ((EngineGuard) guard).engine();
    }

    SimulatedClient client() {
        return client;
    }

    /** At the end of a run: nothing may be left. */
    boolean isClean() {
        return engine().isIdle() && questions == 0;
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

    /** The engine's formulas, or a mutant's; the spread of the renewals is the seed's, not the token's. */
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
                case DEADLINE_FROM_THE_REPLY -> super.deadline(nanoTime(), ttl);
                case NO_DRIFT_FACTOR -> super.deadline(sentAt, ttl) + ttl / 50;
                default -> super.deadline(sentAt, ttl);
            };
            stumbleBefore(deadline);
            return deadline;
        }

        @Override
        public long renewAt(long sentAt, long seed) {
            return super.renewAt(sentAt, world.anyLong());
        }
    }
}
