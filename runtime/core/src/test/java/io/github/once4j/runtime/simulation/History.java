package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.simulation.SimulatedCall.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened in one run, in true time: calls, faults, who had which key, and what was against the laws. */
final class History {
    final List<SimulatedCall> calls = new ArrayList<>();
    final Map<String, SimulatedCall> byToken = new HashMap<>();
    final List<Occupied> occupied = new ArrayList<>();
    final Map<SimulatedNode, List<Window>> excuses = new HashMap<>();
    final Map<SimulatedNode, List<Window>> delays = new HashMap<>();
    final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    final List<Broken> broken = new ArrayList<>();
    final List<Question> questions = new ArrayList<>();
    int renewals;

    private final World world;
    private final @Nullable List<String> lines;

    History(World world, boolean written) {
        this.world = world;
        this.lines = written ? new ArrayList<>() : null;
    }

    void add(SimulatedCall call) {
        calls.add(call);
    }

    void token(String token, SimulatedCall of) {
        byToken.put(token, of);
    }

    void occupied(String key, String value, long from, long until) {
        boolean done = value.endsWith(" done");
        occupied.add(new Occupied(
                key, done ? value.substring(0, value.length() - " done".length()) : value, new Window(from, until)));
        note(() ->
                "the server held " + key + " for " + byToken.get(done ? value.substring(0, value.length() - 5) : value)
                        + (done ? " (done)" : "") + " since " + SimulatedNode.millis(from) + " until "
                        + SimulatedNode.millis(until));
    }

    /** A node stood still for longer than a margin: it believed nothing meanwhile. */
    void excuse(SimulatedNode node, long from, long until) {
        excuses.computeIfAbsent(node, each -> new ArrayList<>()).add(new Window(from, until));
    }

    /** A node, or its executor, was slow: its calls may take so much longer. */
    void delayed(SimulatedNode node, long from, long until) {
        delays.computeIfAbsent(node, each -> new ArrayList<>()).add(new Window(from, until));
    }

    void happened(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    /** The server freed a key that was forced: whoever held it is excused from now on. */
    void forced(String value) {
        SimulatedCall call = byToken.get(value.replace(" done", ""));
        if (call != null) {
            call.forced = Math.min(call.forced, world.now());
            happened(Fault.FORCE);
            note(() -> "the key of " + call + " is freed by force");
        }
    }

    void renewal() {
        renewals++;
    }

    void broken(Law law, String how) {
        broken.add(new Broken(law, how));
        note(() -> "AGAINST " + law + ": " + how);
    }

    boolean breaks(Law law) {
        return broken.stream().anyMatch(each -> each.law == law);
    }

    void note(Supplier<String> line) {
        if (lines != null) {
            lines.add(SimulatedNode.millis(world.now()) + "  " + line.get());
        }
    }

    List<String> lines() {
        return lines == null ? List.of() : lines;
    }

    /** A stretch of true time. */
    record Window(long from, long until) {}

    /** Who had a key on the server. */
    record Occupied(String key, String token, Window window) {}

    /** What a node did for an administrator, from the question to its answer. */
    record Question(SimulatedNode node, Window window) {}

    record Broken(Law law, String how) {
        @Override
        public String toString() {
            return law + ": " + how;
        }
    }
}
