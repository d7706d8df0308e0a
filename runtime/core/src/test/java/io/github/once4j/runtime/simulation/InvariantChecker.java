package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.simulation.History.Occupied;
import io.github.once4j.runtime.simulation.History.Question;
import io.github.once4j.runtime.simulation.History.Window;
import io.github.once4j.runtime.simulation.SimulatedCall.Job;
import io.github.once4j.runtime.simulation.SimulatedCall.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks the invariants in the history of a run that is over. */
final class InvariantChecker {
    /** One clock 1 % slow, another one exact, or the other way round. */
    private static final double CLOCK_DRIFT = 1.0101;

    /** For delays of threads. */
    private static final long MOMENT = 10_000_000;

    private final History history;

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
                .anyMatch(
                        stay -> stay.token().equals(call.token) && stay.window().from() >= call.forced);
    }

    private void inBoundedTime(SimulatedCall call) {
        long from = call.hasBegun() && call.bodyEnded < call.ended ? call.bodyEnded : call.start;
        if (call.hasBegun() && call.outcome == Outcome.CANCELLED) {
            return; // it ended when it was cancelled
        }
        long bound = 4 * timeout(call.job) + 1_000_000_000L + delay(call.node, from, call.ended);
        if (call.dropped != SimulatedCall.NOT_YET) {
            bound += (long) (call.job.longestTtl() * CLOCK_DRIFT); // the lease ends, and with it the call
        }
        if (call.ended - from > bound) {
            history.broken(Invariant.CALLS_END, call + " took " + SimulatedNode.millis(call.ended - from) + " to end");
        }
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
                .filter(stay ->
                        stay.key().endsWith(call.job.key()) && !stay.token().equals(call.token))
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
        List<Window> left = List.of(
                new Window(Math.max(run.begun, other.begun), Math.min(run.believedUntil(), other.believedUntil())));
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
