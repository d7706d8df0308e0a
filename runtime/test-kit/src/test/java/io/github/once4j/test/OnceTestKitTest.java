package io.github.once4j.test;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kit for users' tests: everything happens when the clock is moved, and on the thread that moves it. */
class OnceTestKitTest {
    private final List<String> told = new ArrayList<>();
    private final OnceTestKit kit = OnceTestKit.create(settings -> settings.listener(new OnceListener() {
        @Override
        public void leaseLost(LeaseLost event) {
            told.add(event.lease().key() + " lost on " + Thread.currentThread().getName() + ": " + event.reason());
        }
    }));
    private final OnceGuard guard = kit.guard();

    @AfterEach
    void close() {
        kit.close();
    }

    private Lease held() {
        return Objects.requireNonNull(guard.tryAcquire("k"));
    }

    @Test
    void aLeaseIsRenewedForAsLongAsTheClockIsMoved() {
        try (Lease lease = held()) {
            for (int i = 0; i < 100; i++) {
                kit.advance(ofSeconds(9));
                assertThat(lease.isHeld()).isTrue();
            }
            kit.advance(Duration.ofHours(1));
            assertThat(lease.isHeld()).isTrue();
            assertThat(guard.isLocked("k")).isTrue();
        }
        assertThat(guard.isLocked("k")).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void theClockMovesForwardOnly() {
        for (Duration wrong : List.of(ofSeconds(-1), ofSeconds(Long.MIN_VALUE), ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> kit.advance(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("advance(" + wrong);
        }
    }

    @Test
    void nullIsRefusedByName() {
        assertThatThrownBy(() -> OnceTestKit.create(null)).hasMessage("settings");
        assertThatThrownBy(() -> kit.advance(null)).hasMessage("time");
        assertThatThrownBy(() -> kit.hold(null)).hasMessageContaining("key is null");
        assertThatThrownBy(() -> kit.runs((String) null)).hasMessage("key");
        assertThatThrownBy(() -> kit.skips(OnceTestKitTest.class, null)).hasMessage("method");
    }

    @Test
    void someoneElseHoldsAKey() {
        kit.hold("k");
        assertThat(guard.tryRun("k", () -> told.add("ran"))).isFalse();
        kit.advance(ofSeconds(100_000));
        assertThat(guard.holder("k").orElseThrow().host()).hasValue("another-host");
        kit.free("k");
        assertThat(guard.tryRun("k", () -> told.add("ran"))).isTrue();
        assertThat(told).containsExactly("ran");
        assertThat(kit.skips("k")).isEqualTo(1);
        kit.assertRanOnce("k");
    }

    @Test
    void aKeyThatIsTakenAwayIsToldAtOnceAndStaysWithTheOther() {
        try (Lease lease = held()) {
            lease.onLost(() -> told.add("onLost"));
            kit.takeAway("k");
            assertThat(lease.isHeld()).isFalse();
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "onLost", "k lost on " + Thread.currentThread().getName() + ": its key was released by force");
        assertThat(guard.isLocked("k")).isTrue();
    }

    @Test
    void whoIsCutOffLosesItsLeaseAtTheDeadlineAndCallsFail() {
        try (Lease lease = held()) {
            kit.disconnect();
            assertThatThrownBy(() -> guard.tryRun("other", () -> {})).isInstanceOf(OnceBackendException.class);
            kit.advance(ofMillis(28_700)); // the deadline of a lease of 30 s is 28.8 s
            assertThat(lease.isHeld()).isTrue();
            kit.advance(ofMillis(200));
            assertThat(lease.isHeld()).isFalse();
            assertThat(told).hasSize(1).first().asString().contains("did not renew it in time");
            kit.reconnect();
        }
        kit.advance(ofSeconds(2));
        assertThat(guard.tryRun("k", () -> {})).isTrue();
    }

    @Test
    void whoComesBackInTimeKeepsItsLease() {
        try (Lease lease = held()) {
            kit.disconnect();
            kit.advance(ofSeconds(25));
            kit.reconnect();
            kit.advance(ofSeconds(60));
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void runsAreCountedByKeyAndByMethod() {
        assertThatThrownBy(() -> kit.assertRanOnce("k"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Key `k` ran 0 times");
        guard.tryRun("k", () -> guard.tryRun("k", () -> {}));
        kit.assertRanOnce("k");
        guard.tryRun("k", () -> {});
        assertThat(kit.runs("k")).isEqualTo(2);
        guard.tryRun("l", () -> {});
        kit.assertRanOnce("l");
        assertThat(kit.runs(OnceGuard.class, "tryRun")).isEqualTo(3);
        assertThat(kit.skips(OnceGuard.class, "tryRun")).isEqualTo(1);
        assertThatThrownBy(() -> kit.assertRanOnce(OnceGuard.class, "tryRun"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("OnceGuard.tryRun ran 3 times, not once, and was skipped 1 times.");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> kit.takeAway("k")).isInstanceOf(IllegalStateException.class);
        try (Lease lease = held()) {
            assertThatThrownBy(() -> kit.hold(lease.key()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("held already");
        }
    }
}
