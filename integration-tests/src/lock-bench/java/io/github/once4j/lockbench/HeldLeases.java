package io.github.once4j.lockbench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many leases that are held at once and renewed, each contestant in a JVM of its own with a server of its own. */
final class HeldLeases {
    static final List<Peer> ON_REDIS = List.of(
            Peer.RAW, Peer.RAW_HUNDREDS, Peer.ONCE4J, Peer.SHEDLOCK_SAFE, Peer.REDISSON, Peer.SPRING_RENEWING);

    /** The system property with the lease of a JVM's contestant, in milliseconds. */
    static final String LEASE = "lock-bench.lease";

    private static final int MOST_TOGETHER = 10_000;

    private HeldLeases() {}

    /** The outcome of one contestant: {@code result} or {@code failure}. */
    record Line(String label, Role role, int leases, HolderProcess.Result result, String failure) {}

    /** Runs all holders: together, or where they are too heavy for that, one after the other. */
    static List<Line> run(Collection<Peer> holders, int leases) throws Exception {
        return run(holders, leases, Contestant.LEASE_MILLIS, Contestant.LEASE_MILLIS / 2);
    }

    /** The same with other leases, for holders who renew all of them within a period; both in milliseconds. */
    static List<Line> run(Collection<Peer> holders, int leases, long lease, long period) throws Exception {
        boolean alone = leases > MOST_TOGETHER;
        Map<Peer, ChildJvm> running = new LinkedHashMap<>();
        List<Line> lines = new ArrayList<>();
        for (Peer peer : holders) {
            var child = ChildJvm.start(
                    List.of("-D" + LEASE + "=" + lease),
                    System.getProperty("java.class.path"),
                    HolderProcess.class,
                    peer.name(),
                    Integer.toString(leases),
                    Long.toString(period));
            if (alone) {
                lines.add(line(peer, leases, child));
            } else {
                running.put(peer, child);
            }
        }
        running.forEach((peer, child) -> lines.add(line(peer, leases, child)));
        return lines;
    }

    private static Line line(Peer peer, int leases, ChildJvm child) {
        String output = child.output();
        return output.lines()
                .filter(each -> each.startsWith(HolderProcess.RESULT))
                .map(each -> new Line(peer.label, peer.role, leases, HolderProcess.Result.parse(each), ""))
                .findFirst()
                .orElseGet(() -> new Line(
                        peer.label,
                        peer.role,
                        leases,
                        HolderProcess.Result.NONE,
                        output.lines().filter(each -> each.contains("Exception")).findFirst().orElse("no result")));
    }
}
