package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
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
            runAtOnce(guard, 100); // a class that is loaded pins, once
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO);
            recording.enable(Recorded.class);
            recording.start();
            runAtOnce(guard, THREADS);
            new Recorded().commit();
            recording.stop();
            Path file = folder.resolve("threads.jfr");
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            assertThat(events).as("the recording works").anyMatch(event -> isOf(event, Recorded.class.getName()));
            assertThat(events)
                    .filteredOn(event -> isOf(event, "jdk.VirtualThreadPinned") && isOurs(event))
                    .isEmpty();
        }
    }

    private static void runAtOnce(OnceGuard guard, int count) throws Exception {
        var inside = new CountDownLatch(count);
        ExecutorService threads = virtualThreads();
        List<Future<Boolean>> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String key = "key" + i;
            runs.add(threads.submit(() -> guard.tryRun(key, () -> meetIn(inside))));
        }
        for (Future<Boolean> run : runs) {
            assertThat(run.get()).isTrue();
        }
        threads.shutdown();
        assertThat(engine(guard).isIdle()).isTrue();
    }

    /** Shows that the recording holds what happened in it. */
    static final class Recorded extends Event {}

    private static boolean isOf(RecordedEvent event, String type) {
        return event.getEventType().getName().equals(type);
    }

    /** The recorder itself may pin a thread that it writes of. */
    private static boolean isOurs(RecordedEvent pinned) {
        return pinned.getStackTrace() == null
                || pinned.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("io.github.once4j"));
    }

    private static void meetIn(CountDownLatch inside) {
        inside.countDown();
        try {
            if (!inside.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("not all are in their bodies: " + inside);
            }
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    /** The tests are compiled for Java 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static LockEngine engine(OnceGuard guard) {
        return ((EngineGuard) guard).engine();
    }
}
