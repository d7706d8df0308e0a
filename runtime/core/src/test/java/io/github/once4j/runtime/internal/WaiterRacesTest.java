package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.internal.State.Phase;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.StoredLock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two things happen at once to calls that wait for a key. */
class WaiterRacesTest extends RaceScenario {
    private static final MethodSettings WAITS = PhaseFixture.waits(5_000);

    @Test
    void cancelOfTheFirstWaiterAndTheReleaseThatWakesIt() {
        explore(WAITS, world -> {
            HeldLease running = world.held();
            HeldLease first = world.asks();
            HeldLease second = world.asks();
            world.release(running);
            CompletableFuture<Boolean> released = world.releases.get(0);
            race(
                    () -> released.complete(true),
                    () -> world.engine.abandon(first, new CancellationException("of the test")));
            check(world.isNext(second), "the second waiter is forgotten");
            world.leave(second);
        });
    }

    @Test
    void twoWaitersLeaveAtOnce() {
        explore(WAITS, world -> {
            HeldLease running = world.held();
            HeldLease first = world.asks();
            HeldLease second = world.asks();
            HeldLease third = world.asks();
            race(
                    () -> world.engine.abandon(first, new CancellationException("of the test")),
                    () -> world.engine.abandon(second, new CancellationException("of the test")));
            check(world.isNext(third), "the third waiter is forgotten");
            world.release(running);
            world.releases.get(0).complete(true);
            check(third.is(Phase.ACQUIRING), "the third waiter does not ask");
            world.leave(third);
        });
    }

    @Test
    void waiterIsWokenWhileItJoins() {
        explore(WAITS, world -> {
            HeldLease running = world.held();
            world.answersReleases = true;
            HeldLease[] waiter = new HeldLease[1];
            race(() -> world.release(running), () -> {
                waiter[0] = world.asks();
                return true;
            });
            if (world.acquires.size() == 2) {
                world.acquires
                        .get(1)
                        .complete(new AcquireResult.Busy(new StoredLock("once:k", "other", Optional.empty())));
            }
            check(world.isNext(waiter[0]), "the waiter is forgotten");
            world.leave(waiter[0]);
        });
    }

    @Test
    void oneComesWhileTheLastWaiterLeaves() {
        explore(WAITS, world -> {
            HeldLease first = world.asks();
            world.acquires.get(0).complete(new AcquireResult.Busy(new StoredLock("once:k", "other", Optional.empty())));
            check(first.state() instanceof State.Waiting, "it waits");
            HeldLease[] second = new HeldLease[1];
            race(() -> world.engine.abandon(first, new CancellationException("of the test")), () -> {
                second[0] = world.asks();
                return true;
            });
            check(world.isNext(second[0]), "the new waiter is forgotten");
            world.leave(second[0]);
        });
    }
}
