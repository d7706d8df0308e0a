package io.github.once4j.lockbench;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A process whose threads all wait for the same key. */
public final class Waiters {
    private Waiters() {}

    /**
     * Runs it.
     *
     * @param args the address of the server, and how many threads
     */
    public static void main(String... args) throws Exception {
        int ran = 0;
        try (OnceGuard guard = OnceGuard.builder()
                .client(LettuceNxClient.connect(args[0]))
                .prefix("")
                .build()) {
            List<Thread> threads = new ArrayList<>();
            var count = new AtomicInteger();
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                var thread = new Thread(() -> {
                    if (guard.tryRun("processes", WaitBenchmark.WAITS, () -> {})) {
                        count.incrementAndGet();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            ran = count.get();
        }
        System.out.println(ran + " ran");
        System.exit(0);
    }
}
