package io.github.once4j.lockbench;

import org.jspecify.annotations.Nullable;

/** Who takes part on Redis, by the name in the tables. */
public enum Peer {
    RAW("raw Lettuce", RawLettuce::parking),
    RAW_SYNC("raw Lettuce, its sync API", RawLettuce::sync),
    RAW_HUNDREDS("raw Lettuce, 100 per script", RawLettuce::inHundreds),
    RAW_NOT_AWAITED("raw Lettuce, release not awaited", RawLettuce::releaseNotAwaited),
    ONCE4J("once4j", Once4j::plain),
    SHEDLOCK("ShedLock", ShedLock::plain),
    SHEDLOCK_SAFE("ShedLock, safe update", ShedLock::safe),
    REDISSON_LEASE("Redisson, lease", RedissonLock::lease),
    REDISSON("Redisson, watchdog", RedissonLock::watchdog),
    SPRING_INTEGRATION("Spring Integration", SpringIntegration::new),
    LOCK4J("lock4j", Lock4j::new);

    final String label;
    private final Opener opener;
    private @Nullable Contestant opened;

    Peer(String label, Opener opener) {
        this.label = label;
        this.opener = opener;
    }

    Contestant open(String uri) throws Exception {
        return opener.open(uri);
    }

    /** The one that all turns of this JVM share: opening it is not what is measured. */
    synchronized Contestant shared() throws Exception {
        if (opened == null) {
            opened = open(System.getProperty("lock-bench.redis"));
        }
        return opened;
    }

    private interface Opener {
        Contestant open(String uri) throws Exception;
    }
}
