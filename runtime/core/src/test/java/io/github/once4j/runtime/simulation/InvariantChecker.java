package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.simulation.History.Occupied;
import io.github.once4j.runtime.simulation.History.Question;
import io.github.once4j.runtime.simulation.History.Window;
import io.github.once4j.runtime.simulation.SimulatedCall.Job;
import io.github.once4j.runtime.simulation.SimulatedCall.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the invariants in the history of a run that is over. */
final class InvariantChecker {
    /** One clock 1 % slow, another one exact, or the other way round. */
    private static final double CLOCK_DRIFT = 1.0101;

    /** For delays of threads. */
    private static final long MOMENT = 10_000_000;

    private final History history;
    private final Map<Job, List<Window>> windows = new HashMap<>();

    private InvariantChecker(History history) {
        this.history = history;
    }

    static void check(History history) {
        var checker = new InvariantChecker(history);
        history.calls.forEach(checker::check);
        history.occupied.forEach(checker::check);
        history.questions.forEach(checker::check);
        history.calls.stream().map(call -> call.job).distinct().forEach(checker::check);
    }

    // ---- one call

    private void check(SimulatedCall call) {
        if (call.node.isDead() && call.outcome == null) {
            history.outcomes.merge(Outcome.DIED, 1, Integer::sum);
        } else if (call.outcome == null) {
            history.broken(Invariant.CALLS_END, call + " never ended");
        } else {
            history.outcomes.merge(call.outcome, 1, Integer::sum);
            inBoundedTime(call);
        }
        if (call.outcome == Outcome.LOCKED && !wasHeldByAnother(call)) {
            history.broken(Invariant.LOCKED_IS_TRUE, call + " returned as locked, but its key was not held");
        }
        if (call.outcome == Outcome.LOCKED && call.job.waits() != null) {
            wasWoken(call);
        }
        if (call.hasBegun() && call.begun - call.start > longestWait(call)) {
            history.broken(Invariant.CALLS_END, call + " waited for longer than it may, and then began");
        }
        Duration atMost = call.job.atMost();
        if (atMost != null && call.hasBegun()) {
            long end = (long) (call.begun + atMost.toNanos() * CLOCK_DRIFT) + MOMENT;
            if (call.believedUntil() > end + delay(call.node, call.begun, call.believedUntil())) {
                history.broken(Invariant.HELD_AT_MOST, call + " believed for longer that it holds its key");
            }
        }
        if (call.forced != SimulatedCall.NOT_YET && !cameBack(call)) {
            long heard = Math.min(Math.min(call.notified, call.bodyEnded), call.node.died());
            long bound = call.forced + (long) (call.job.longestTtl() * CLOCK_DRIFT) + MOMENT;
            if (call.hasBegun() && heard > bound + delay(call.node, call.forced, heard)) {
                history.broken(Invariant.FORCE_IS_REPORTED, call + " was never notified");
            }
        }
    }

    /** Whether a late duplicate of the acquisition found the key free and stored the token again. */
    private boolean cameBack(SimulatedCall call) {
        return history.occupied.stream()
                .anyMatch(stay -> history.byToken.get(stay.token()) == call
                        && stay.window().from() >= call.forced);
    }

    private void inBoundedTime(SimulatedCall call) {
        long from = call.hasBegun() && call.bodyEnded < call.ended ? call.bodyEnded : call.start;
        if (call.hasBegun() && call.outcome == Outcome.CANCELLED) {
            return; // it ended when it was cancelled
        }
        long bound = 4 * timeout(call.job) + 1_000_000_000L + delay(call.node, from, call.ended);
        if (from == call.start) {
            bound += (long) (call.job.waitNanos() * CLOCK_DRIFT);
        }
        if (call.dropped != SimulatedCall.NOT_YET) {
            bound += (long) (call.job.longestTtl() * CLOCK_DRIFT); // the lease ends, and with it the call
        }
        if (call.ended - from > bound) {
            history.broken(Invariant.CALLS_END, call + " took " + SimulatedNode.millis(call.ended - from) + " to end");
        }
    }

    private long longestWait(SimulatedCall call) {
        return (long) (call.job.waitNanos() * CLOCK_DRIFT)
                + 4 * timeout(call.job)
                + 1_000_000_000L
                + delay(call.node, call.start, call.begun);
    }

    /** A call that waited asks once a second at least, unless another one before it in its guard takes the key. */
    private void wasWoken(SimulatedCall call) {
        long bound = (long) (1.1e9 * CLOCK_DRIFT) + 4 * timeout(call.job);
        long free = call.start;
        for (Window held : windows(call.job)) {
            if (held.until() > free) {
                wasNotFreeFor(call, free, Math.min(held.from(), call.ended), bound);
                free = held.until();
            }
        }
        wasNotFreeFor(call, free, call.ended, bound);
    }

    private List<Window> windows(Job job) {
        return windows.computeIfAbsent(
                job,
                each -> history.occupied.stream()
                        .filter(stay -> stay.key().endsWith(each.key()))
                        .map(Occupied::window)
                        .sorted(Comparator.comparingLong(Window::from))
                        .toList());
    }

    private void wasNotFreeFor(SimulatedCall call, long from, long until, long bound) {
        if (until - from > bound) {
            long excused = delay(call.node, from, until)
                    + overlap(history.unreachable.getOrDefault(call.node, List.of()), from, until)
                    + overlap(history.serverStops, from, until);
            if (until - from > bound + excused) {
                history.broken(
                        Invariant.WAITERS_ARE_WOKEN,
                        call + " returned as locked, but its key was free for " + SimulatedNode.millis(until - from));
            }
        }
    }

    private static long overlap(List<Window> windows, long from, long until) {
        return windows.stream()
                .mapToLong(each -> Math.max(0, Math.min(each.until(), until) - Math.max(each.from(), from)))
                .sum();
    }

    private static long timeout(Job job) {
        return Math.max(100_000_000L, Math.min(2_000_000_000L, job.lease().toNanos() / 15));
    }

    private long delay(SimulatedNode node, long from, long until) {
        return history.delays.getOrDefault(node, List.of()).stream()
                .filter(window -> window.from() <= until && window.until() >= from)
                .mapToLong(window -> window.until() - window.from())
                .sum();
    }

    /** On the server, or as far as the call's own guard knew. */
    private boolean wasHeldByAnother(SimulatedCall call) {
        return history.occupied.stream()
                .filter(stay -> stay.key().endsWith(call.job.key()) && history.byToken.get(stay.token()) != call)
                .anyMatch(stay -> stay.window().from() <= call.ended
                        && (stay.window().until() >= call.start || isHeldHere(stay, call)));
    }

    private boolean isHeldHere(Occupied stay, SimulatedCall asker) {
        SimulatedCall holder = history.byToken.get(stay.token());
        return holder != null && holder.node == asker.node && holder.abandoned() >= asker.start;
    }

    // ---- one forced release

    /** Two commands, each with a time-out: who holds the key, and the release. */
    private void check(Question question) {
        Window asked = question.window();
        long bound = 2 * timeout(history.calls.get(0).job)
                + 1_000_000_000L
                + delay(question.node(), asked.from(), asked.until());
        if (asked.until() - asked.from() > bound) {
            history.broken(
                    Invariant.CALLS_END,
                    "a forced release by " + question.node() + " took "
                            + SimulatedNode.millis(asked.until() - asked.from()));
        }
    }

    // ---- one stored token

    /** A key that nothing prolongs is free after its time to live, whatever was lost. */
    private void check(Occupied stay) {
        SimulatedCall call = history.byToken.get(stay.token());
        if (call == null) {
            history.broken(Invariant.NOTHING_UNEXPECTED, "an unknown token on the server: " + stay);
            return;
        }
        double lease = call.job.lease().toNanos();
        double bound = SimulatedClient.longestDelay(lease)
                + Simulation.longestServerStop(lease)
                + call.job.longestTtl() * CLOCK_DRIFT
                + MOMENT;
        if (call.abandoned() < SimulatedCall.NOT_YET && stay.window().until() - call.abandoned() > bound) {
            history.broken(
                    Invariant.NO_ORPHAN,
                    "the key of " + call + " was held until "
                            + SimulatedNode.millis(stay.window().until() - call.abandoned()) + " after its end");
        }
    }

    // ---- one key

    private void check(Job job) {
        List<SimulatedCall> runs = history.calls.stream()
                .filter(call -> call.job.equals(job) && call.hasBegun())
                .sorted(Comparator.comparingLong(call -> call.begun))
                .toList();
        for (int i = 0; i < runs.size(); i++) {
            SimulatedCall run = runs.get(i);
            for (int j = i + 1; j < runs.size() && runs.get(j).begun < run.believedUntil(); j++) {
                overlap(run, runs.get(j));
            }
            if (i > 0) {
                inOrder(runs.get(i - 1), run);
            }
        }
    }

    private void overlap(SimulatedCall run, SimulatedCall other) {
        long from = Math.max(run.begun, other.begun);
        long until = Math.min(run.believedUntil(), other.believedUntil());
        List<Window> left = from < until ? List.of(new Window(from, until)) : List.of(); // released before it began
        for (SimulatedCall each : List.of(run, other)) {
            for (Window excused : history.excuses.getOrDefault(each.node, List.of())) {
                left = without(left, excused);
            }
        }
        for (Window both : left) {
            history.broken(
                    Invariant.NO_OVERLAP,
                    run + " and " + other + " both believed that they hold it from " + SimulatedNode.millis(both.from())
                            + " for " + SimulatedNode.millis(both.until() - both.from()));
        }
    }

    private static List<Window> without(List<Window> windows, Window cut) {
        List<Window> left = new ArrayList<>();
        for (Window each : windows) {
            var before = new Window(each.from(), Math.min(each.until(), cut.from()));
            var after = new Window(Math.max(each.from(), cut.until()), each.until());
            if (before.from() < before.until()) {
                left.add(before);
            }
            if (after.from() < after.until()) {
                left.add(after);
            }
        }
        return left;
    }

    private void inOrder(SimulatedCall before, SimulatedCall run) {
        if (run.forced <= run.begun) {
            return; // released by force before it began
        }
        if (run.job.fenced() && before.fence >= run.fence) {
            history.broken(Invariant.FENCES_GROW, run + " has " + run.fence + " after " + before.fence);
        }
        Duration atLeast = run.job.atLeast();
        if (atLeast != null && before.forced == SimulatedCall.NOT_YET) {
            long least = before.start + (long) (atLeast.toNanos() / CLOCK_DRIFT);
            if (run.begun < least) {
                history.broken(
                        Invariant.HELD_AT_LEAST,
                        run + " began " + SimulatedNode.millis(least - run.begun) + " too early after " + before);
            }
        }
    }
}
