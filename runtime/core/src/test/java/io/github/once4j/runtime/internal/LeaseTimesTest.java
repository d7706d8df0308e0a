package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The formulas of the protocol, at their limits. Times are in milliseconds here. */
class LeaseTimesTest {
    private static final long MS = 1_000_000;

    @Test
    void commandTimeoutIsAFifteenthOfTheLeaseWithinItsLimits() {
        assertThat(times(1000).commandTimeout).isEqualTo(100 * MS);
        assertThat(times(15_000).commandTimeout).isEqualTo(1000 * MS);
        assertThat(times(60_000).commandTimeout).isEqualTo(2000 * MS);
        assertThat(times(15_000).acquireTimeout).isEqualTo(2000 * MS);
    }

    @Test
    void retryIsATwentiethOfTheLeaseAndAtMostHalfASecond() {
        assertThat(times(1000).retry).isEqualTo(50 * MS);
        assertThat(times(30_000).retry).isEqualTo(500 * MS);
    }

    @Test
    void acquisitionIsAcceptedWithinAThirdOfWhatItMayHold() {
        assertThat(times(30_000).acceptWithin).isEqualTo(10_000 * MS);
        assertThat(times(30_000, null, 3000).acceptWithin).isEqualTo(1000 * MS);
    }

    @Test
    void acquireTtlCoversHoldAtLeastAndEndsWithHoldAtMost() {
        assertThat(times(30_000).acquireTtlNanos).isEqualTo(30_000 * MS);
        assertThat(times(30_000, 40_000L, null).acquireTtlNanos).isEqualTo(40_000 * MS);
        assertThat(times(30_000, 40_000L, null).acquireTtl).isEqualTo(Duration.ofSeconds(40));
        assertThat(times(30_000, 5000L, 20_000).acquireTtlNanos).isEqualTo(20_000 * MS);
    }

    @Test
    void deadlineLeavesRoomForDriftAndSignal() {
        assertThat(times(30_000).deadline(7 * MS, 30_000 * MS)).isEqualTo((7 + 30_000 - 600 - 2 - 600) * MS);
        assertThat(times(1000).deadline(0, 1000 * MS)).isEqualTo((1000 - 20 - 2 - 100) * MS);
        assertThat(times(4000).deadline(0, 4000 * MS)).isEqualTo((4000 - 80 - 2 - 100) * MS);
    }

    @Test
    void signalOfAShortHoldAtMostTakesATenthOfIt() {
        LeaseTimes brief = times(30_000, null, 10);
        assertThat(brief.deadline(0, 10 * MS)).isEqualTo(10 * MS - 10 * MS / 50 - MS - MS);
    }

    @Test
    void renewalIsDueAfterAThirdOfTheLeaseAndATenthSoonerOrLater() {
        LeaseTimes times = times(30_000);
        assertThat(LongStream.range(0, 10_000).map(seed -> times.renewAt(5 * MS, seed)))
                .allMatch(at -> at >= 9005 * MS && at < 11_005 * MS)
                .anyMatch(at -> at < 9105 * MS)
                .anyMatch(at -> at > 10_905 * MS);
    }

    @Test
    void renewalsAreSpreadByTheSeed() {
        LeaseTimes times = times(30_000);
        assertThat(times.renewAt(0, 0)).isEqualTo(9000 * MS);
        assertThat(LongStream.range(0, 1000)
                        .map(seed -> times.renewAt(0, seed) / (20 * MS))
                        .distinct()
                        .count())
                .isGreaterThan(90);
    }

    /** A clock that counts in milliseconds, nearly, and a lease that a power of two divides. */
    @Test
    void renewalsAndPausesAreSpreadWhateverTheClockCountsIn() {
        LeaseTimes times = new LeaseTimes(Duration.ofNanos(15L << 30), null, null, null, null);
        assertThat(LongStream.range(0, 1000)
                        .map(i -> times.renewAt(0, i << 20))
                        .distinct()
                        .count())
                .isGreaterThan(900);
        assertThat(LongStream.range(0, 1000)
                        .map(i -> times.pause(1 << 30, i << 20))
                        .distinct()
                        .count())
                .isGreaterThan(900);
    }

    @Test
    void pauseIsShorterByUpToAQuarter() {
        LeaseTimes times = times(30_000);
        assertThat(times.pause(100 * MS, 0)).isEqualTo(100 * MS);
        assertThat(LongStream.range(0, 10_000).map(seed -> times.pause(100 * MS, seed)))
                .allMatch(pause -> pause > 75 * MS && pause <= 100 * MS)
                .anyMatch(pause -> pause < 76 * MS);
        assertThat(times.pause(3, 17)).isEqualTo(3);
    }

    @Test
    void aLeaseThatEndsWithHoldAtMostIsNotRenewed() {
        assertThat(times(30_000, null, 30_000).firstRenewalAt(3, 1)).isEqualTo(3 + LeaseTimes.NEVER);
        assertThat(times(30_000, null, 30_001).firstRenewalAt(3, 1)).isLessThan(12_000 * MS);
        assertThat(times(30_000).firstRenewalAt(3, 1)).isEqualTo(times(30_000).renewAt(3, 1));
    }

    @Test
    void renewalAsksForTheLeaseOrTheRestOfTheBounds() {
        assertThat(times(30_000).renewalTtl(MS, 500_000 * MS)).isEqualTo(30_000 * MS);
        assertThat(times(30_000, 50_000L, null).renewalTtl(0, 10_000 * MS)).isEqualTo(40_000 * MS);
        assertThat(times(30_000, 50_000L, null).renewalTtl(0, 25_000 * MS)).isEqualTo(30_000 * MS);
        assertThat(times(30_000, null, 50_000).renewalTtl(1000 * MS, 11_000 * MS))
                .isEqualTo(30_000 * MS);
        assertThat(times(30_000, null, 50_000).renewalTtl(1000 * MS, 41_000 * MS))
                .isEqualTo(10_000 * MS);
        assertThat(times(30_000, null, 50_000).renewalTtl(0, 60_000 * MS)).isEqualTo(-10_000 * MS);
    }

    @Test
    void aLossInTheLastQuarterOfHoldAtMostIsAsConfigured() {
        LeaseTimes times = times(30_000, null, 40_000);
        assertThat(times.isOver(MS, MS + 30_000 * MS - 1)).isFalse();
        assertThat(times.isOver(MS, MS + 30_000 * MS)).isTrue();
        assertThat(times(30_000).isOver(0, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void keyIsKeptForTheLaterOfItsBounds() {
        assertThat(keep(times(30_000), true)).isZero();
        assertThat(keep(times(30_000, 5000L, null), false)).isEqualTo(Duration.ofMillis(3000));
        assertThat(keep(times(30_000, 2000L, null), false)).isZero();
        assertThat(keep(times(30_000, 1000L, null), false)).isZero();
        assertThat(keep(times(30_000, 2001L, null), false)).isEqualTo(Duration.ofMillis(1));
        var afterSuccess =
                new LeaseTimes(Duration.ofSeconds(30), Duration.ofSeconds(5), null, null, Duration.ofSeconds(4));
        assertThat(keep(afterSuccess, true)).isEqualTo(Duration.ofMillis(4000));
        assertThat(keep(afterSuccess, false)).isEqualTo(Duration.ofMillis(3000));
    }

    @Test
    void timeOfAReleaseMattersWithHoldAtLeastAlone() {
        assertThat(times(30_000).mayKeep()).isFalse();
        assertThat(times(30_000, 1L, null).mayKeep()).isTrue();
    }

    @Test
    void callsThatDoNotWaitHaveNoBound() {
        assertThat(times(30_000).waitAtMost).isZero();
        assertThat(new LeaseTimes(Duration.ofSeconds(30), null, null, Duration.ofSeconds(2), null).waitAtMost)
                .isEqualTo(2000 * MS);
    }

    /** After two seconds. */
    private static Duration keep(LeaseTimes times, boolean succeeded) {
        return times.keep(MS, 2001 * MS, succeeded);
    }

    private static LeaseTimes times(long lease) {
        return times(lease, null, null);
    }

    private static LeaseTimes times(long lease, @Nullable Long atLeast, @Nullable Integer atMost) {
        return new LeaseTimes(
                Duration.ofMillis(lease),
                atLeast == null ? null : Duration.ofMillis(atLeast),
                atMost == null ? null : Duration.ofMillis(atMost),
                null,
                null);
    }
}
