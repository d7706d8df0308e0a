package io.github.once4j.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker itself: a history that is wrong must not pass. */
final class HistoryTest {
    private final History history = new History();

    private void run(String key, long fence, long begin, long end) {
        history.add(new Run("app", key, "token-" + fence, fence, begin, end));
    }

    @Test
    void runsOfOneKeyThatOverlapAreFound() {
        run("k", 2, 9, 20);
        run("k", 1, 0, 10);
        assertThat(history.overlaps())
                .hasSize(1)
                .first()
                .satisfies(overlap -> assertThat(overlap.length()).isEqualTo(Duration.ofNanos(1)));
    }

    @Test
    void aRunWithinALongOneIsFoundBehindAnother() {
        run("k", 1, 0, 100);
        run("k", 2, 10, 20);
        run("k", 3, 50, 60);
        assertThat(history.overlaps())
                .extracting(overlap -> overlap.latter().fence())
                .isEqualTo(List.of(2L, 3L));
    }

    @Test
    void runsThatTouchAndRunsOfOtherKeysDoNotOverlap() {
        run("k", 1, 0, 10);
        run("k", 2, 10, 20);
        run("other", 3, 5, 15);
        assertThat(history.overlaps()).isEmpty();
        assertThat(history.fencesThatDoNotGrow()).isEmpty();
    }

    @Test
    void aFenceThatDoesNotGrowIsFound() {
        run("k", 5, 0, 10);
        run("k", 5, 10, 20);
        run("k", 4, 20, 30);
        assertThat(history.fencesThatDoNotGrow()).hasSize(2);
    }

    @Test
    void aBodyThatNeverBelievedIsNoRun() {
        run("k", 2, 0, 10);
        run("k", 1, 5, 5);
        assertThat(history.overlaps()).isEmpty();
        assertThat(history.fencesThatDoNotGrow()).isEmpty();
    }

    @Test
    void aRunSurvivesItsLine() {
        var run = new Run("app", "k", "random:1 host 42 1700000000000", 7, -3, 9);
        assertThat(Run.parse(run.line())).isEqualTo(run);
    }
}
