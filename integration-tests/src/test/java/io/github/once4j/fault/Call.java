package io.github.once4j.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.Lease;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One guarded call: its body looks at its lease all the time, records what it believes, and ends when it is told to. */
final class Call {
    private static final int PATIENCE_SECONDS = 30;

    final String key;
    private final App app;
    private final boolean stoppable;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch lost = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final FutureTask<@Nullable Throwable> outcome = new FutureTask<>(this::outcome);
    private final Thread thread = new Thread(outcome, "call");
    private final long startedAt = System.nanoTime();
    private volatile long begunAt;
    private volatile long finishedAt;
    private volatile long returnedAt;
    private volatile boolean flagged;
    private volatile @Nullable Lease lease;
    private volatile @Nullable Belief belief;

    Call(App app, String key, boolean stoppable) {
        this.app = app;
        this.key = key;
        this.stoppable = stoppable;
    }

    Call start() {
        thread.start();
        return this;
    }

    @Nullable
    private Throwable outcome() {
        try {
            if (stoppable) {
                app.job.stoppable(key, this::body);
            } else {
                app.job.run(key, this::body);
            }
            return null;
        } catch (RuntimeException thrown) {
            return thrown;
        } finally {
            returnedAt = System.nanoTime();
            flagged = Thread.interrupted();
        }
    }

    private void body(Lease held) {
        lease = held;
        begunAt = System.nanoTime();
        var watch = new Belief(app.name, held);
        belief = watch;
        running.countDown();
        try {
            do {
                if (!watch.look()) {
                    lost.countDown();
                }
            } while (!finish.await(2, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            app.history.add(watch.end());
            finishedAt = System.nanoTime();
        }
    }

    // ---- what tests ask

    /** Waits until the body runs. */
    Call running() throws Exception {
        while (!running.await(20, TimeUnit.MILLISECONDS)) {
            if (outcome.isDone() && running.getCount() > 0) {
                throw new AssertionError("the body did not run", outcome.get());
            }
        }
        return this;
    }

    boolean hasRun() {
        return running.getCount() == 0;
    }

    /** Waits until the body sees that its lease is lost; answers how long that took since then. */
    Duration lostAfter(long since) throws InterruptedException {
        assertThat(lost.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the loss is told")
                .isTrue();
        return Duration.ofNanos(belief().toldAt() - since);
    }

    /** The listener's reason, which comes on another thread. */
    String reason() throws InterruptedException {
        for (int i = 0; i < 5000 && app.loss(token()) == null; i++) {
            Thread.sleep(2);
        }
        return String.valueOf(app.loss(token()));
    }

    boolean isLost() {
        return lost.getCount() == 0;
    }

    /** Lets the body end, and waits for the call to return; answers what it threw. */
    @Nullable
    Throwable finish() throws Exception {
        finish.countDown();
        return failure();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the call to return; answers what it threw. */
    @Nullable
    Throwable failure() throws Exception {
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException broken) {
            throw new AssertionError(broken.getCause());
        }
    }

    boolean returned() {
        return outcome.isDone();
    }

    /** Whether the interrupt flag of its thread was set when it returned. */
    boolean flagged() {
        return flagged;
    }

    /** How long the acquisition took, or the whole call if it got nothing. */
    Duration acquisition() {
        return Duration.ofNanos((begunAt == 0 ? returnedAt : begunAt) - startedAt);
    }

    /** How long the call took to return after its body had ended. */
    Duration release() {
        return Duration.ofNanos(begunAt == 0 ? 0 : returnedAt - finishedAt);
    }

    String token() {
        return lease().token();
    }

    /** Its fencing number; 0 on a server that refuses scripts. */
    long fence() {
        return RealRedis.runsScripts() ? lease().fence().orElseThrow() : 0;
    }

    Duration remaining() {
        return lease().remaining();
    }

    Belief belief() {
        return Objects.requireNonNull(belief);
    }

    private Lease lease() {
        return Objects.requireNonNull(lease);
    }
}
