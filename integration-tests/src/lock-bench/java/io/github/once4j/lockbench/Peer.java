package io.github.once4j.lockbench;

import org.jspecify.annotations.Nullable;

/** Who takes part on Redis, by the name in the tables. */
public enum Peer {
    RAW("raw Lettuce", Role.LIMIT, RawLettuce::parking),
    RAW_SYNC("raw Lettuce, its sync API", Role.LIMIT, RawLettuce::sync),
    RAW_HUNDREDS("raw Lettuce, 100 per script", Role.BESIDE, RawLettuce::inHundreds),
    RAW_NOT_AWAITED("raw Lettuce, release not awaited", Role.BESIDE, RawLettuce::releaseNotAwaited),
    ONCE4J("once4j", Role.OURS, Once4j::plain),
    ONCE4J_NOT_AWAITED("once4j, release not awaited", Role.OURS, Once4j::releaseNotAwaited),
    SHEDLOCK("ShedLock", Role.OTHER, ShedLock::plain),
    SHEDLOCK_SAFE("ShedLock, safe update", Role.OTHER, ShedLock::safe),
    REDISSON_LEASE("Redisson, lease", Role.OTHER, RedissonLock::lease),
    REDISSON("Redisson, watchdog", Role.OTHER, RedissonLock::watchdog),
    SPRING_INTEGRATION("Spring Integration", Role.OTHER, SpringIntegration::plain),
    SPRING_RENEWING("Spring Integration", Role.OTHER, SpringIntegration::renewing),
    LOCK4J("lock4j", Role.OTHER, Lock4j::new);

    final String label;
    final Role role;
    private final Opener opener;
    private @Nullable Contestant opened;

    Peer(String label, Role role, Opener opener) {
        this.label = label;
        this.role = role;
        this.opener = opener;
    }

    /** An id that no other contestant uses, of the same length: who comes next may meet a release that is still under way. */
    String own(String id) {
        return id + (char) ('a' + ordinal());
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
