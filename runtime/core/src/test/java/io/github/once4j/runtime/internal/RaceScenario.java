package io.github.once4j.runtime.internal;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Two things happen to a lease at once: some thousand times on real threads, then under Lincheck's model checker, which lets them
 * meet at any point of the engine's own code. {@code -Plong -Dlincheck.invocations=2000} for a long run.
 * What must hold: each transition happens once, a loss is told at most once and only to a body that had not ended before it,
 * one release is sent, and nothing stays in the table.
 */
abstract class RaceScenario {
    private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 5);
    private static final int REPETITIONS = Integer.getInteger("race.repetitions", 2_000);

    /** Whether the threads of a race are real ones, not those of the model checker. */
    private static boolean aligned;

    private static final Logger LOG = Logger.getLogger("io.github.once4j");

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    /** The guard is built before: what is explored is the life of one lease. */
    static void explore(MethodSettings method, Consumer<RaceFixture> scenario) {
        var world = new RaceFixture(method);
        Runnable run = () -> {
            world.begin();
            scenario.accept(world);
        };
        aligned = true;
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                run.run();
            }
        } finally {
            aligned = false;
        }
        Lincheck.runConcurrentTest(INVOCATIONS, run);
    }

    /** Runs one action on another thread, meanwhile the second here; answers what the second did. */
    static boolean race(Runnable one, BooleanSupplier other) {
        AtomicInteger arrived = aligned ? new AtomicInteger() : null;
        var thread = new Thread(() -> {
            meet(arrived);
            one.run();
        });
        thread.start();
        meet(arrived);
        boolean answer = other.getAsBoolean();
        join(thread);
        return answer;
    }

    /** Lets real threads begin at the same moment, to within a microsecond or two. */
    static void meet(@Nullable AtomicInteger arrived) {
        if (arrived != null) {
            arrived.incrementAndGet();
            for (int i = 0; arrived.get() < 2; i++) {
                if (i < 1000) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield(); // the other one has no processor yet
                }
            }
            for (int i = ThreadLocalRandom.current().nextInt(128); i > 0; i--) {
                Thread.onSpinWait(); // one action is longer than the other
            }
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stray) {
            throw new AssertionError("a stray interrupt", stray);
        }
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
