package io.github.once4j.lockbench;

import java.util.List;
import java.util.Map;

/**
 * All that was measured.
 *
 * @param free by the number of threads
 * @param heldHere by the number of keys
 * @param async by the number of calls in flight
 * @param commands sent for each guarded call, by contestant
 */
record Results(
        List<String> surroundings,
        Map<Integer, Comparison> free,
        Comparison heldElsewhere,
        Map<Integer, Comparison> heldHere,
        Map<Integer, Comparison> async,
        List<Comparison> memory,
        Comparison call,
        Map<String, Double> commands,
        List<HeldLeases.Line> leases,
        FirstCall firstCall) {
    /** A free key once more: where the release is not awaited, one round trip is the limit. */
    List<Comparison> notAwaited() {
        return free.values().stream()
                .map(each -> each.between(Peer.RAW_NOT_AWAITED.label, Peer.ONCE4J_NOT_AWAITED.label))
                .toList();
    }
}
