package io.github.once4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.servers.RealRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** The demo shows what it promises, and would fail if two runs overlapped. */
final class DemoTest {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final Timeline timeline = new Timeline(new PrintStream(text, true, UTF_8));

    @Test
    void demoShowsWhoRanWhoWasSkippedAndWhoWasToldWhoseTurnItIs() throws Exception {
        Demo.play(new InMemoryNxClient(), timeline);
        assertThat(text.toString(UTF_8))
                .contains(
                        "RUNS",
                        "skipped",
                        "answered: already running",
                        "told: process " + ProcessHandle.current().pid(),
                        "isLockedImportFile -> true",
                        "releaseImportFile  -> true",
                        "skipped: done already",
                        "isLockedImportStock -> true",
                        "ReportServiceOnce.java",
                        "super.build(tenantId, order)",
                        "no two runs of one key overlapped");
        assertThat(text.toString(UTF_8).lines()).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void demoRunsOnRedisToo() throws Exception {
        Demo.play(LettuceNxClient.connect(RealRedis.shared().uri()), timeline);
        assertThat(text.toString(UTF_8)).contains("told: process ", "no two runs of one key overlapped");
    }

    @Test
    void demoRunsOnADatabaseToo() throws Exception {
        Demo.playOnDatabase("jdbc:h2:mem:demo", timeline);
        assertThat(text.toString(UTF_8))
                .contains("one guard on H2 at ", "skipped: done already", "no two runs of one key overlapped")
                .doesNotContain("waited in vain");
    }

    @Test
    void runsThatOverlapFailTheDemo() {
        Timeline.Run first = timeline.begin("report acme #7");
        Timeline.Run second = timeline.begin("report acme #7");
        timeline.end(first, "done");
        timeline.end(second, "done");
        assertThatThrownBy(timeline::verdict)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Two runs overlapped: ")
                .hasMessageContaining("report acme #7");
    }

    @Test
    void runsOfTwoKeysMayOverlap() {
        Timeline.Run first = timeline.begin("report acme #7");
        Timeline.Run second = timeline.begin("report acme #8");
        timeline.end(first, "done");
        timeline.end(second, "done");
        assertThat(timeline.verdict()).startsWith("2 runs");
    }
}
