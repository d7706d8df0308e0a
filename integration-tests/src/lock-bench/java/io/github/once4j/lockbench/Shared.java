package io.github.once4j.lockbench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contestants that all turns of this JVM share: opening one is not what is measured. */
final class Shared {
    /** The system property with the address of the server. */
    static final String SERVER = "lock-bench.server";

    private static final Map<Peer, Contestant> OPEN = new ConcurrentHashMap<>();

    private Shared() {}

    static Contestant of(Peer peer) {
        Contestant open = OPEN.get(peer);
        return open != null
                ? open
                : OPEN.computeIfAbsent(peer, first -> first.open(System.getProperty(SERVER)));
    }
}
