package io.github.once4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten thousand virtual threads, each in the body of its own key at the same time, and none of them pins its carrier. From
 * JDK 24 on {@code synchronized} does not pin, so that there only native frames could; on 21 the same test says more.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "JDK 17 has no virtual threads")
@Timeout(120)
class VirtualThreadsTest {
    private static final int THREADS = 10_000;

    @ParameterizedTest
    @EnumSource
    void tenThousandAtOnce(LeakTest.Backend backend, @TempDir Path folder) throws Exception {
        try (var guard = OnceGuard.builder()
                        .client(backend.open())
                        .prefix("virtual:")
                        .build();
                var recording = new Recording()) {
            guard.tryRun("warm-up", () -> {});
            recording.enable("jdk.VirtualThreadPinned").withThreshold(java.time.Duration.ZERO);
            recording.enable("jdk.VirtualThreadStart");
            recording.start();
            var inside = new CountDownLatch(THREADS);
            ExecutorService threads = virtualThreads();
            List<Future<Boolean>> runs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String key = "key" + i;
                runs.add(threads.submit(() -> guard.tryRun(key, () -> meetIn(inside))));
            }
            for (Future<Boolean> run : runs) {
                assertThat(run.get()).isTrue();
            }
            assertThat(guard.engine().table.isEmpty()).isTrue();
            threads.shutdown();
            recording.stop();
            Path file = folder.resolve("threads.jfr");
            recording.dump(file);
            List<RecordedEvent> events = Files.exists(file) ? RecordingFile.readAllEvents(file) : List.of();
            assertThat(events).filteredOn(event -> isNamed(event, "Start")).hasSizeGreaterThanOrEqualTo(THREADS);
            assertThat(events).filteredOn(event -> isNamed(event, "Pinned")).isEmpty();
        }
    }

    private static boolean isNamed(RecordedEvent event, String end) {
        return event.getEventType().getName().equals("jdk.VirtualThread" + end);
    }

    private static void meetIn(CountDownLatch inside) {
        inside.countDown();
        try {
            assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    /** The tests are compiled for Java 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
