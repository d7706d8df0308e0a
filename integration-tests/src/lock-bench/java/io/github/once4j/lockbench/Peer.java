package io.github.once4j.lockbench;

import java.util.EnumSet;
import java.util.Set;

/** Who takes part on a server, by the name in the tables. */
public enum Peer {
    RAW("raw Lettuce", Role.LIMIT),
    RAW_SYNC("raw Lettuce, its sync API", Role.LIMIT),
    RAW_HUNDREDS("raw Lettuce, 100 per script", Role.BESIDE),
    RAW_NOT_AWAITED("raw Lettuce, release not awaited", Role.BESIDE),
    ONCE4J("once4j", Role.OURS),
    ONCE4J_NOT_AWAITED("once4j, release not awaited", Role.OURS),
    SHEDLOCK("ShedLock", Role.OTHER),
    SHEDLOCK_SAFE("ShedLock, safe update", Role.OTHER),
    REDISSON_LEASE("Redisson, lease", Role.OTHER),
    REDISSON("Redisson, watchdog", Role.OTHER),
    SPRING_INTEGRATION("Spring Integration", Role.OTHER),
    SPRING_RENEWING("Spring Integration", Role.OTHER),
    LOCK4J("lock4j", Role.OTHER),
    JDBC_RAW("bare JDBC", Role.LIMIT),
    JDBC_ONCE4J("once4j", Role.OURS),
    JDBC_SHEDLOCK("ShedLock, time of the database", Role.OTHER),
    JDBC_SPRING("Spring Integration", Role.OTHER),
    CLUSTER_RAW("raw Lettuce", Role.LIMIT),
    CLUSTER_ONCE4J("once4j", Role.OURS),
    CLUSTER_SHEDLOCK("ShedLock", Role.OTHER),
    CLUSTER_REDISSON("Redisson, lease", Role.OTHER),
    CLUSTER_SPRING("Spring Integration", Role.OTHER),
    ONCE4J_GUARDS("once4j, 16 guards", Role.OURS);

    static final Set<Peer> ON_REDIS = EnumSet.range(RAW, LOCK4J);
    static final Set<Peer> ON_POSTGRESQL = EnumSet.range(JDBC_RAW, JDBC_SPRING);
    static final Set<Peer> ON_CLUSTER = EnumSet.range(CLUSTER_RAW, CLUSTER_SPRING);

    final String label;
    final Role role;
    private final String mark;

    Peer(String label, Role role) {
        this.label = label;
        this.role = role;
        this.mark = "%08x".formatted(name().hashCode());
    }

    /** An id that no other contestant uses, of the same length: who comes next may meet a release that is still under way. */
    String own(String id) {
        return id + mark;
    }

    Contestant open(String uri) {
        return switch (this) {
            case RAW -> RawLettuce.parking(uri);
            case RAW_SYNC -> RawLettuce.sync(uri);
            case RAW_HUNDREDS -> RawLettuce.inHundreds(uri);
            case RAW_NOT_AWAITED -> RawLettuce.releaseNotAwaited(uri);
            case ONCE4J -> Once4j.plain(uri);
            case ONCE4J_NOT_AWAITED -> Once4j.releaseNotAwaited(uri);
            case SHEDLOCK -> ShedLock.plain(uri);
            case SHEDLOCK_SAFE -> ShedLock.safe(uri);
            case REDISSON_LEASE -> RedissonLock.lease(uri);
            case REDISSON -> RedissonLock.watchdog(uri);
            case SPRING_INTEGRATION -> SpringIntegration.plain(uri);
            case SPRING_RENEWING -> SpringIntegration.renewing(uri);
            case LOCK4J -> new Lock4j(uri);
            case JDBC_RAW -> new BareJdbc(uri);
            case JDBC_ONCE4J -> Once4j.onPostgreSql(uri);
            case JDBC_SHEDLOCK -> ShedLock.onPostgreSql(uri);
            case JDBC_SPRING -> new SpringJdbc(uri);
            case CLUSTER_RAW -> RawLettuce.onCluster(uri);
            case CLUSTER_ONCE4J -> Once4j.onCluster(uri);
            case CLUSTER_SHEDLOCK -> ShedLock.onCluster(uri);
            case CLUSTER_REDISSON -> RedissonLock.onCluster(uri);
            case CLUSTER_SPRING -> SpringIntegration.onCluster(uri);
            case ONCE4J_GUARDS -> new ManyGuards(uri);
        };
    }
}
