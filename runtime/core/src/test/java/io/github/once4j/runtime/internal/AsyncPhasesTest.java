package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.OnceMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Asynchronous calls, command by command. */
class AsyncPhasesTest extends PhaseFixture {
    private final CompletableFuture<String> body = new CompletableFuture<>();

    @Test
    void resultIsCompletedAfterTheReplyToTheRelease() {
        CompletableFuture<String> result = call(engine);
        assertThat(events).isEmpty();
        grant(0);
        assertThat(events).containsExactly("acquired", "body");
        body.complete("ran");
        assertThat(client.releases).hasSize(1);
        assertThat(result).isNotDone();
        assertThat(events).containsExactly("acquired", "body");
        client.releases.get(0).reply().complete(true);
        assertThat(events).containsExactly("acquired", "body", "released");
        assertThat(result).isCompletedWithValue("ran");
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void resultIsCompletedWhenTheReleaseHasTimedOut() {
        CompletableFuture<String> result = call(engine);
        grant(0);
        body.complete("ran");
        clock.moveTo(999);
        assertThat(result).isNotDone();
        clock.moveTo(1_100);
        assertThat(result).isCompletedWithValue("ran");
        assertThat(events).startsWith("acquired", "body", "failed RELEASE");
    }

    @Test
    void heldKeyIsAnsweredAndTheBodyDoesNotBegin() {
        CompletableFuture<String> result = call(engine);
        busy(0);
        assertThat(result).isCompletedWithValue("locked");
        assertThat(events).doesNotContain("body");
        assertThat(engine.isIdle()).isTrue();
    }

    @Test
    void callThatIsCancelledBeforeTheGrantIsCleanedUp() {
        CompletableFuture<String> result = call(engine);
        result.cancel(false);
        assertThat(client.releases).hasSize(1);
        grant(0);
        assertThat(client.releases).hasSize(2);
        assertThat(events).isEmpty();
    }

    @Test
    void callThatIsCancelledBeforeTheExecutorRunsItGivesTheKeyBack() {
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<String> result = call(on(tasks::add));
        grant(0);
        assertThat(client.releases).isEmpty();
        result.cancel(false);
        assertThat(client.releases).hasSize(1);
        tasks.forEach(Runnable::run);
        assertThat(events).doesNotContain("body");
        assertThat(client.releases).hasSize(1);
    }

    @Test
    void callThatIsCancelledWhileItsBodyRunsKeepsTheKey() {
        CompletableFuture<String> result = call(engine);
        grant(0);
        result.cancel(false);
        assertThat(client.releases).isEmpty();
        renewal(1);
        body.complete("ran");
        assertThat(client.releases).hasSize(1);
    }

    @Test
    void resultOfALostRunComesWithTheEndOfItsBody() {
        CompletableFuture<String> result = call(engine);
        grant(0);
        var lease = (HeldLease) client.acquires.get(0).request().token();
        engine.reporter.lose(lease, Reason.TAKEN);
        assertThat(result).isNotDone();
        body.complete("ran");
        assertThat(result).isCompletedWithValue("ran");
        assertThat(events).containsExactly("acquired", "body", "lost TAKEN");
    }

    @Test
    void bodyThatIsToStopIsCancelledWhenItsLeaseIsLost() {
        var stops = new MethodSettings(
                new OnceMethod(AsyncPhasesTest.class, "run", "k"), null, null, null, null, null, false, true);
        CompletableFuture<String> result = call(engine, stops);
        grant(0);
        var lease = (HeldLease) client.acquires.get(0).request().token();
        engine.reporter.lose(lease, Reason.TAKEN);
        assertThat(body).isCancelled();
        assertThat(result.handle((ran, thrown) -> thrown).join())
                .isInstanceOfSatisfying(
                        OnceLeaseLostException.class,
                        lost -> assertThat(lost.reason()).isEqualTo(Reason.TAKEN));
    }

    @Test
    void bodyDoesNotBeginAfterAListenerThatTookAsLongAsTheLease() {
        client.repliesAtOnce = true;
        whenAcquired = () -> clock.skipTo(20_000);
        isTooLate(engine);
        assertThat(events).containsExactly("acquired", "failed ACQUIRE", "released");
    }

    @Test
    void bodyDoesNotBeginOnAnExecutorThatWasBusyForAsLongAsTheLease() {
        client.repliesAtOnce = true;
        Executor busy = task -> {
            clock.skipTo(20_000);
            task.run();
        };
        isTooLate(on(busy));
    }

    private void isTooLate(LockEngine engine) {
        CompletableFuture<String> result = call(engine);
        assertThat(result.handle((ran, thrown) -> thrown).join())
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("before");
        assertThat(events).doesNotContain("body");
        assertThat(client.releases).hasSize(1);
        assertThat(engine.isIdle()).isTrue();
    }

    /** The engine of a guard without a listener. */
    private LockEngine on(Executor executor) {
        return ((EngineGuard) OnceGuard.builder()
                        .client(client)
                        .scheduler(clock)
                        .executor(executor)
                        .lease(LEASE)
                        .build())
                .engine();
    }

    private CompletableFuture<String> call(LockEngine engine) {
        return call(engine, method(null, null));
    }

    private CompletableFuture<String> call(LockEngine engine, MethodSettings method) {
        return AsyncCall.start(
                engine,
                method,
                () -> "k",
                lease -> {
                    events.add("body");
                    return body;
                },
                "locked",
                false);
    }
}
