package io.github.once4j.lockbench;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured, and where the result goes.
 *
 * @param record whether the files and the README that are checked in are written
 * @param warmUp how many turns each contestant has before it is measured
 * @param cycles how many turns each contestant has
 * @param heldKeys numbers of keys that a process finds held by itself, in turn; ascending
 * @param leases numbers of leases that are held at once
 * @param starts how often each JVM is started
 */
record Plan(
        boolean record,
        Path module,
        int warmUp,
        int cycles,
        List<Integer> heldKeys,
        List<Integer> leases,
        int starts) {
    static final int TURN_MILLIS = 150;

    static Plan of(String mode, Path module) {
        return switch (mode) {
            case "quick" -> new Plan(false, module, 2, 4, List.of(1, 1_024), List.of(10_000), 5);
            case "record" -> new Plan(true, module, 4, 9, List.of(1, 1_024, 100_000), List.of(1_000, 10_000, 100_000), 11);
            default -> throw new IllegalArgumentException("-Dlock-bench.mode is quick or record, not " + mode);
        };
    }

    /** Where the files go: those that are checked in, or beside the compiled classes. */
    Path folder() {
        return record ? module.resolve("benchmarks") : module.resolve("target/benchmarks");
    }
}
