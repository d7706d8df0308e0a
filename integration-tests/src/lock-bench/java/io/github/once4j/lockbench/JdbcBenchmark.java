package io.github.once4j.lockbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a guarded call costs on PostgreSQL: {@code ./mvnw -q -T1 -Plock-bench -Dlock-bench.main=JdbcBenchmark} prints it; with {@code
 * -Dlock-bench.mode=record} it writes it into benchmarks/ and the README of the client.
 */
public final class JdbcBenchmark {
    private static final List<Integer> LEASES = List.of(1_000, 10_000);
    private static final int COUNTED_CALLS = 100;

    /** Turns are short: before the first one, all code is compiled. */
    private static final int WARM_UP_CALLS = 3_000;

    private final Plan plan;
    private final CountingPostgres postgres;
    private final Rounds rounds;

    private JdbcBenchmark(Plan plan, CountingPostgres postgres) {
        this.plan = plan;
        this.postgres = postgres;
        this.rounds = new Rounds(plan.warmUp(), 2 * plan.cycles());
    }

    /**
     * Runs all.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws Exception {
        var plan = Plan.of(args[0], Path.of(args[1]));
        try (var postgres = new CountingPostgres()) {
            System.setProperty(Shared.SERVER, postgres.url());
            String text = new JdbcBenchmark(plan, postgres).measure();
            System.out.println(text);
            write(plan, text);
        }
        System.exit(0); // whatever threads the contestants leave behind
    }

    private static void write(Plan plan, String text) throws IOException {
        Path folder = Files.createDirectories(plan.folder());
        Files.writeString(folder.resolve("jdbc.md"), "# What a guarded call costs on PostgreSQL\n\n" + text);
        OverviewChart.write(folder);
        if (plan.record()) {
            Figures.writeInto(plan.module().resolveSibling("runtime").resolve("README-jdbc.md"), text);
        }
    }

    private String measure() throws Exception {
        var text = new StringJoiner("\n\n", "", "\n");
        text.add(String.join("; ", Surroundings.ofPostgreSql(postgres.version())) + ".");
        text.add("Written by `./mvnw -q -T1 -Plock-bench -Dlock-bench.main=JdbcBenchmark -Dlock-bench.mode=record`. " + Report.METHOD
                + " All contestants have a HikariCP pool of " + BareJdbc.POOL_SIZE
                + " connections; the server does not wait for its disk. The limit is one `insert … on conflict` and one"
                + " `update` on the caller's thread, without time-outs. Threads that ask for one held key"
                + " keep each other out in Spring Integration: most of its calls do not reach the database there.");
        for (Peer peer : Peer.ON_POSTGRESQL) {
            for (int call = 0; call < WARM_UP_CALLS; call++) {
                Shared.of(peer).call(peer.own("warm-up"));
            }
        }
        for (int threads : List.of(1, 8)) {
            text.add(compared("Free key on PostgreSQL, " + LockBenchmark.threads(threads), threads, "free"));
        }
        Map<Peer, Double> free = statements("counted"); // before keys are held, whose renewal would be counted
        List<Contestant> others = new ArrayList<>();
        for (Peer peer : Peer.ON_POSTGRESQL) {
            Contestant other = peer.open(postgres.url());
            others.add(other);
            other.hold(peer.own(ServerBenchmark.HELD_ELSEWHERE));
        }
        for (int threads : List.of(1, 8)) {
            text.add(compared(
                    "Key that another process holds, " + LockBenchmark.threads(threads), threads, "heldElsewhere"));
        }
        Map<Peer, Double> held = statements(ServerBenchmark.HELD_ELSEWHERE);
        others.forEach(Contestant::close);
        var statements = new Table("Statements for a guarded call", "free key", "held key");
        free.forEach((peer, count) ->
                statements.row(peer.label, Report.number(count), Report.number(held.getOrDefault(peer, Double.NaN))));
        text.add(statements.toString());
        List<HeldLeases.Line> leases = new ArrayList<>();
        for (int count : LEASES) {
            leases.addAll(HeldLeases.run(Peer.ON_POSTGRESQL, count));
        }
        text.add(Report.leases(Report.LEASES, leases, "statements/s"));
        return text.toString();
    }

    private String compared(String title, int threads, String method) {
        return Report.table(rounds.run(
                title,
                threads,
                Peer.ON_POSTGRESQL.stream()
                        .map(peer -> Entrant.of(peer, method))
                        .toList()));
    }

    private Map<Peer, Double> statements(String id) throws Exception {
        Map<Peer, Double> statements = new LinkedHashMap<>();
        for (Peer peer : Peer.ON_POSTGRESQL) {
            Contestant contestant = Shared.of(peer);
            long before = postgres.statements();
            for (int call = 0; call < COUNTED_CALLS; call++) {
                contestant.call(peer.own(id));
            }
            statements.put(peer, (double) (postgres.statements() - before) / COUNTED_CALLS);
        }
        return statements;
    }
}
