package io.github.once4j.lockbench;

import io.github.once4j.fault.Jvm;
import io.github.once4j.runtime.OnceGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of a fleet: holds keys; calls, when it is told so; and waits for a key, when it is told so once more. */
public final class FleetProcess {
    static final String HOLDING = "holding";
    static final String SHARED = "shared";

    private FleetProcess() {}

    /** A process that takes as little of the machine as it can. */
    static Jvm start(String uri, int keys, int lease, int calls) throws IOException {
        return Jvm.start(
                List.of("-Xmx32m", "-XX:+UseSerialGC"),
                FleetProcess.class,
                uri,
                String.valueOf(keys),
                String.valueOf(lease),
                String.valueOf(calls));
    }

    /**
     * Runs it.
     *
     * @param args the address of the server, how many keys are held, their lease in seconds, and the calls for a second
     */
    public static void main(String... args) throws IOException {
        OnceGuard guard = OnceGuard.builder()
                .client(Jvm.connect(args[0]))
                .lease(Duration.ofSeconds(Long.parseLong(args[2])))
                .build();
        String own = ProcessHandle.current().pid() + "-";
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Objects.requireNonNull(guard.tryAcquire("report-acme-" + own + i));
        }
        System.out.println(HOLDING);
        var threads = Executors.newScheduledThreadPool(2);
        if (System.in.read() >= 0) { // a line end: it is to call
            var number = new AtomicInteger();
            threads.scheduleAtFixedRate(
                    () -> guard.tryRun("report-acme-" + own + number.getAndIncrement() % 100, () -> {}),
                    0,
                    TimeUnit.SECONDS.toMicros(1) / Integer.parseInt(args[3]),
                    TimeUnit.MICROSECONDS);
        }
        if (System.in.read() >= 0) { // another: it is to wait
            threads.execute(() -> guard.tryRun(SHARED, WaitBenchmark.WAITS, () -> {}));
        }
        System.in.read(); // until it is killed
    }
}
