package io.github.once4j.fault;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A process that holds a key, to be stopped or killed. It writes to the ledger when it has the key, looks at its lease until
 * it is lost, and writes again then, as a program does that does not look.
 */
final class Holder {
    private Holder() {}

    /** Arguments: the Redis, the lease in milliseconds, the ledger or {@code none}. */
    public static void main(String[] args) {
        try (var guard = OnceGuard.builder()
                .client(Jvm.connect(args[0]))
                .lease(Duration.ofMillis(Long.parseLong(args[1])))
                .build()) {
            Scene.warmUp(guard, "holder");
            new JobOnce(guard).run("k", lease -> body(lease, args[2]));
        }
    }

    private static void body(Lease lease, String url) {
        var belief = new Belief("holder", lease);
        lease.onLost(() -> System.out.println("told " + System.nanoTime()));
        try {
            write(url, "first", lease);
            System.out.println("held " + lease.fence().orElse(0));
            while (belief.look()) {
                Thread.sleep(1);
            }
            System.out.println("lost " + belief.toldAt());
            System.out.println("run " + belief.end().line());
            write(url, "late", lease);
        } catch (SQLException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void write(String url, String text, Lease lease) throws SQLException {
        if (!url.equals("none")) {
            boolean taken = new Ledger(url).write(text, lease.fence().orElseThrow());
            System.out.println(text + (taken ? " taken" : " refused"));
        }
    }
}
