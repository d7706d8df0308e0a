package io.github.once4j.lockbench;

import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** One line of a comparison: a benchmark method of JMH with its parameters. */
record Entrant(String label, Role role, Class<?> benchmark, String method, Map<String, String> parameters) {
    Entrant(String label, Role role, Class<?> benchmark, String method) {
        this(label, role, benchmark, method, Map.of());
    }

    static Entrant of(Peer peer, String method) {
        return new Entrant(peer.label, peer.role, ServerBenchmark.class, method, Map.of("peer", peer.name()));
    }

    /** Keys in turn that the contestant itself holds. */
    static Entrant heldHere(Peer peer, int keys) {
        return new Entrant(
                peer.label,
                peer.role,
                ServerBenchmark.class,
                "heldHere",
                Map.of("peer", peer.name(), "keys", Integer.toString(keys)));
    }

    static Entrant async(Peer peer, int inFlight) {
        return new Entrant(
                peer.label,
                peer.role,
                ServerBenchmark.class,
                "async",
                Map.of("peer", peer.name(), "inFlight", Integer.toString(inFlight)));
    }

    /** Whether each call is timed: where it takes so long that this costs nothing, and an operation is a call. */
    boolean isTimedCallByCall() {
        return Set.of("free", "heldElsewhere").contains(method) && benchmark == ServerBenchmark.class;
    }

    /** How many calls one operation of JMH is. */
    int calls() {
        String inFlight = parameters.get("inFlight");
        return inFlight == null ? 1 : Integer.parseInt(inFlight) * ServerBenchmark.CALLS_PER_SLOT;
    }

    ChainedOptionsBuilder on(ChainedOptionsBuilder options) {
        options.include("^\\Q" + benchmark.getName() + "." + method + "\\E$");
        parameters.forEach(options::param);
        return options;
    }
}
