package io.github.once4j.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.simulation.SimulatedCall.Outcome;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The engine in virtual time: {@code -Dsim.seeds=4000} runs more seeds, {@code -Dsim.seed=17} runs one of them and prints its
 * history.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 250);
    private static final Logger LOG = Logger.getLogger("io.github.once4j");

    @BeforeAll
    static void silenceTheLog() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreTheLog() {
        LOG.setLevel(null);
    }

    @Test
    void noInvariantIsViolated() {
        Long alone = Long.getLong("sim.seed");
        if (alone != null) {
            History history = Simulation.run(alone, Mutant.NONE, true);
            history.lines().forEach(System.out::println);
            assertThat(history.broken).isEmpty();
            return;
        }
        long begin = System.nanoTime();
        var sum = new Sum();
        LongStream.range(0, SEEDS).parallel().forEach(seed -> {
            History history = Simulation.run(seed, Mutant.NONE, false);
            sum.add(history);
            if (!history.broken.isEmpty()) {
                throw new AssertionError("Seed " + seed + " (run it alone with -Dsim.seed=" + seed + ") violates: "
                        + history.broken + "\n"
                        + String.join(
                                "\n", Simulation.run(seed, Mutant.NONE, true).lines()));
            }
        });
        System.out.printf(
                "Simulation: %d seeds of 60 s in %d ms. No invariant was violated.%n%s%n",
                SEEDS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), sum);
        sum.isComplete();
    }

    @Test
    void aSeedHasOneHistory() {
        int lines = 0;
        for (long seed = 0; seed < 3; seed++) {
            List<String> history = Simulation.run(seed, Mutant.NONE, true).lines();
            lines += history.size();
            assertThat(Simulation.run(seed, Mutant.NONE, true).lines()).isEqualTo(history);
        }
        assertThat(lines).isGreaterThan(3000);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void mutantIsDetected(Mutant mutant) {
        Invariant invariant = switch (mutant) {
            case HIDDEN_REPLAY -> Invariant.NO_ORPHAN;
            case LOST_WAKE_UP -> Invariant.WAITERS_ARE_WOKEN;
            case KEEPS_TURN_AFTER_CANCEL -> Invariant.CANCELLED_NEVER_RUNS;
            default -> Invariant.NO_OVERLAP;
        };
        Optional<String> detected = LongStream.range(0, 400)
                .parallel()
                .mapToObj(seed -> {
                    History history = Simulation.run(seed, mutant, false);
                    return history.broken.stream()
                            .filter(each -> each.invariant() == invariant)
                            .findFirst()
                            .map(each -> "seed " + seed + ": " + each)
                            .orElse("");
                })
                .filter(found -> !found.isEmpty())
                .findAny();
        System.out.println("Mutant " + mutant + " is detected by " + detected.orElse("nothing"));
        assertThat(detected).isPresent();
    }

    /** The totals of all runs. */
    private static final class Sum {
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        private long calls;
        private long renewals;

        synchronized void add(History history) {
            calls += history.calls.size();
            renewals += history.renewals;
            history.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, (long) count, Long::sum));
            history.faults.forEach((fault, count) -> faults.merge(fault, (long) count, Long::sum));
        }

        /** A simulation in which a fault or an outcome never happens shows nothing of it. */
        void isComplete() {
            assertThat(outcomes).containsOnlyKeys(Outcome.values());
            assertThat(faults.keySet())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Fault.values())
                            .filter(fault -> fault != Fault.REPLAYED)
                            .toList());
            assertThat(renewals).isPositive();
        }

        @Override
        public String toString() {
            return "  calls " + calls + ", renewals " + renewals + ", outcomes " + outcomes + "\n  faults " + faults;
        }
    }
}
