package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program that holds a key, and closes its guard in a shutdown hook. Prints {@code BEGUN}, and {@code ENDED} with the time. */
public final class ClosingProgram {
    /** What the body does. */
    enum Body {
        SHORT,
        LONG,
        STUCK,
        EXITS
    }

    private ClosingProgram() {}

    public static void main(String[] arguments) {
        OnceGuard guard = OnceGuard.builder()
                .client(LettuceNxClient.connect(arguments[0]))
                .lease(Duration.ofSeconds(6))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> guard.close(Duration.ofSeconds(2))));
        try (Lease lease = Objects.requireNonNull(guard.tryAcquire("closing-" + arguments[1]))) {
            System.out.println("BEGUN");
            run(Body.valueOf(arguments[1]), lease);
            System.out.println("ENDED " + System.currentTimeMillis());
        }
        pause(60_000); // the hook ends this
    }

    private static void run(Body body, Lease lease) {
        switch (body) {
            case SHORT -> pause(1_500); // is asked to end meanwhile
            case LONG -> {
                while (lease.isHeld()) {
                    pause(10);
                }
            }
            case STUCK -> pause(120_000);
            case EXITS -> {
                pause(500);
                System.exit(3);
            }
        }
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
