package io.github.once4j.runtime.simulation;

import io.github.once4j.runtime.simulation.SimulatedCall.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened in one run, in the time of the event loop: calls, faults, what the server stored, and violated invariants. */
final class History {
    final List<SimulatedCall> calls = new ArrayList<>();
    final Map<String, SimulatedCall> byToken = new HashMap<>();
    final List<Occupied> occupied = new ArrayList<>();
    final Map<SimulatedNode, List<Window>> excuses = new HashMap<>();
    final Map<SimulatedNode, List<Window>> delays = new HashMap<>();
    final Map<SimulatedNode, List<Window>> unreachable = new HashMap<>();
    final List<Window> serverStops = new ArrayList<>();
    final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    final List<Broken> broken = new ArrayList<>();
    final List<Question> questions = new ArrayList<>();
    int renewals;

    private final EventLoop loop;
    private final @Nullable List<String> lines;

    History(EventLoop loop, boolean written) {
        this.loop = loop;
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

    /** A node was stopped for longer than the margin of a lease: its bodies are excused for that time. */
    void excuse(SimulatedNode node, long from, long until) {
        excuses.computeIfAbsent(node, each -> new ArrayList<>()).add(new Window(from, until));
    }

    /** A node or its executor was stopped: its calls may take that much longer. */
    void delayed(SimulatedNode node, long from, long until) {
        delays.computeIfAbsent(node, each -> new ArrayList<>()).add(new Window(from, until));
    }

    /** The connection of a node was down. */
    void unreachable(SimulatedNode node, long from, long until) {
        unreachable.computeIfAbsent(node, each -> new ArrayList<>()).add(new Window(from, until));
    }

    /** The server was stopped, or refused commands. */
    void stopped(long from, long until) {
        serverStops.add(new Window(from, until));
    }

    void happened(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    /** The server released a key by force: its holder is excused from now on. */
    void forced(String value) {
        SimulatedCall call = byToken.get(value.replace(" done", ""));
        if (call != null) {
            call.forced = Math.min(call.forced, loop.now());
            happened(Fault.FORCE);
            note(() -> "the key of " + call + " is released by force");
        }
    }

    void renewal() {
        renewals++;
    }

    void broken(Invariant invariant, String how) {
        broken.add(new Broken(invariant, how));
        note(() -> "VIOLATED " + invariant + ": " + how);
    }

    boolean breaks(Invariant invariant) {
        return broken.stream().anyMatch(each -> each.invariant == invariant);
    }

    void note(Supplier<String> line) {
        if (lines != null) {
            lines.add(SimulatedNode.millis(loop.now()) + "  " + line.get());
        }
    }

    List<String> lines() {
        return lines == null ? List.of() : lines;
    }

    /** A period of time. */
    record Window(long from, long until) {}

    /** For how long the server stored a token under a key. */
    record Occupied(String key, String token, Window window) {}

    /** A forced release, from the call to its result. */
    record Question(SimulatedNode node, Window window) {}

    /** A violated invariant. */
    record Broken(Invariant invariant, String how) {
        @Override
        public String toString() {
            return invariant + ": " + how;
        }
    }
}
