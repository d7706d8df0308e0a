package io.github.once4j.lockbench;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a guard takes beside its leases, heap and threads, in a JVM of its own. */
public final class GuardCost {
    private static final int GUARDS = 1_000;
    private static final int HOLDERS = 100;

    private GuardCost() {}

    /**
     * Prints a table.
     *
     * @param args the address of the server
     */
    public static void main(String... args) throws InterruptedException {
        var table = new Table("A guard on a shared client", "heap", "threads");
        LettuceNxClient client = LettuceNxClient.connect(args[0]);
        try (OnceGuard first = guard(client)) {
            first.tryRun("first", () -> {}); // loads classes
        }
        List<OnceGuard> guards = new ArrayList<>(GUARDS);
        awaitNoThreads();
        long before = HolderProcess.heap();
        for (int i = 0; i < GUARDS; i++) {
            guards.add(guard(client));
        }
        table.row("that has made no call", heap(before), threads(GUARDS));
        for (OnceGuard guard : guards) {
            guard.tryRun("first", () -> {});
        }
        awaitNoThreads();
        table.row("that holds no key any more", heap(before), threads(GUARDS));
        List<Lease> leases = new ArrayList<>();
        for (OnceGuard guard : guards.subList(0, HOLDERS)) {
            leases.add(Objects.requireNonNull(guard.tryAcquire("held-" + leases.size())));
        }
        table.row("that holds a key", "", threads(HOLDERS));
        System.out.println(table);
        leases.forEach(Lease::close);
        System.exit(0);
    }

    private static OnceGuard guard(LettuceNxClient client) {
        return OnceGuard.builder().sharedClient(client).build();
    }

    private static String heap(long before) throws InterruptedException {
        return Report.bytes((double) (HolderProcess.heap() - before) / GUARDS);
    }

    private static String threads(int guards) {
        return Report.number((double) threads() / guards);
    }

    /** Those that look after leases end when there is nothing to do for a while. */
    private static void awaitNoThreads() throws InterruptedException {
        for (int i = 0; threads() > 0; i++) {
            if (i == 300) {
                throw new IllegalStateException(threads() + " threads do not end");
            }
            Thread.sleep(100);
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("once4j"))
                .count();
    }
}
