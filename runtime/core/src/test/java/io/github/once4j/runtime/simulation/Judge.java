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

/** Holds the laws against a history, when the run is over. */
final class Judge {
    private static final double CLOCK_DRIFT = 1.0101;
    private static final long MOMENT = 10_000_000;

    private final History history;

    private Judge(History history) {
        this.history = history;
    }

    static void judge(History history) {
        var judge = new Judge(history);
        history.calls.forEach(judge::judge);
        history.occupied.forEach(judge::judge);
        history.questions.forEach(judge::judge);
        history.calls.stream().map(call -> call.job).distinct().forEach(judge::judge);
    }

    // ---- one call

    private void judge(SimulatedCall call) {
        if (call.node.isDead() && call.outcome == null) {
            history.outcomes.merge(Outcome.DIED, 1, Integer::sum);
        } else if (call.outcome == null) {
            history.broken(Law.CALLS_END, call + " never ended");
        } else {
            history.outcomes.merge(call.outcome, 1, Integer::sum);
            inBoundedTime(call);
        }
        if (call.outcome == Outcome.LOCKED && !wasHeldByAnother(call)) {
            history.broken(Law.LOCKED_IS_TRUE, call + " was told that its key is held, but nobody had it");
        }
        Duration atMost = call.job.atMost();
        if (atMost != null && call.hasBegun()) {
            long end = (long) (call.begun + atMost.toNanos() * CLOCK_DRIFT) + MOMENT;
            if (call.believedUntil() > end + delay(call.node, call.begun, call.believedUntil())) {
                history.broken(Law.HELD_AT_MOST, call + " believed in its key for longer");
            }
        }
        if (call.forced != SimulatedCall.NOT_YET && !cameBack(call)) {
            long heard = Math.min(Math.min(call.told, call.bodyEnded), call.node.died());
            long bound = call.forced + (long) (call.job.longestTtl() * CLOCK_DRIFT) + MOMENT;
            if (call.hasBegun() && heard > bound + delay(call.node, call.forced, heard)) {
                history.broken(Law.FORCE_IS_TOLD, call + " was never told");
            }
        }
    }

    /** A late second copy of the acquisition found the key free: then it is the call's again. */
    private boolean cameBack(SimulatedCall call) {
        return history.occupied.stream()
                .anyMatch(
                        stay -> stay.token().equals(call.token) && stay.window().from() >= call.forced);
    }

    private void inBoundedTime(SimulatedCall call) {
        long from = call.hasBegun() && call.bodyEnded < call.ended ? call.bodyEnded : call.start;
        if (call.hasBegun() && call.outcome == Outcome.CANCELLED) {
            return; // ends when it is cancelled
        }
        long bound = 4 * timeout(call.job) + 1_000_000_000L + delay(call.node, from, call.ended);
        if (call.ended - from > bound) {
            history.broken(Law.CALLS_END, call + " took " + SimulatedNode.millis(call.ended - from) + " to end");
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

    /** On the server, or for all that the call's own guard knew: a lease of that guard answers for its key. */
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

    // ---- one question

    /** Two commands, who holds the key and the force itself, each with a time-out. */
    private void judge(Question question) {
        Window asked = question.window();
        long bound = 2 * timeout(history.calls.get(0).job)
                + 1_000_000_000L
                + delay(question.node(), asked.from(), asked.until());
        if (asked.until() - asked.from() > bound) {
            history.broken(
                    Law.CALLS_END,
                    "a force by " + question.node() + " took " + SimulatedNode.millis(asked.until() - asked.from()));
        }
    }

    // ---- one stay on the server

    /** A key that nobody stands behind is free after its time to live, whatever was lost. */
    private void judge(Occupied stay) {
        SimulatedCall call = history.byToken.get(stay.token());
        if (call == null) {
            history.broken(Law.NO_SURPRISE, "an unknown token on the server: " + stay);
            return;
        }
        double lease = call.job.lease().toNanos();
        double bound = SimulatedClient.longestDelay(lease)
                + Simulation.longestServerStop(lease)
                + call.job.longestTtl() * CLOCK_DRIFT
                + MOMENT;
        if (call.abandoned() < SimulatedCall.NOT_YET && stay.window().until() - call.abandoned() > bound) {
            history.broken(
                    Law.NO_ORPHAN,
                    "the key of " + call + " was held until "
                            + SimulatedNode.millis(stay.window().until() - call.abandoned()) + " after its end");
        }
    }

    // ---- one key

    private void judge(Job job) {
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
                    Law.NO_OVERLAP,
                    run + " and " + other + " both believed in it from " + SimulatedNode.millis(both.from()) + " for "
                            + SimulatedNode.millis(both.until() - both.from()));
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
            return; // freed by force before it began, which only its fence can tell
        }
        if (run.job.fenced() && before.fence >= run.fence) {
            history.broken(Law.FENCES_GROW, run + " has " + run.fence + " after " + before.fence);
        }
        Duration atLeast = run.job.atLeast();
        if (atLeast != null && before.forced == SimulatedCall.NOT_YET) {
            long least = before.start + (long) (atLeast.toNanos() / CLOCK_DRIFT);
            if (run.begun < least) {
                history.broken(
                        Law.HELD_AT_LEAST,
                        run + " began " + SimulatedNode.millis(least - run.begun) + " too early after " + before);
            }
        }
    }
}
