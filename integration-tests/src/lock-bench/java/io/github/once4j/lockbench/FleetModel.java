package io.github.once4j.lockbench;

import io.github.once4j.lockbench.RedisMeter.Cost;

/**
 * What a fleet of processes costs a Redis, computed from what one operation costs.
 *
 * @param call a guarded call on a free key: acquisition and release
 * @param locked a call that finds its key held
 * @param single the renewal of one key
 * @param key each further key that is renewed by the same script
 * @param waiter a second of a process that waits for a key
 * @param idle a second in which nobody calls
 * @param emptyBytes memory of a server without keys
 * @param keyBytes memory of a held key
 * @param keyUsage the same by MEMORY USAGE
 * @param connectionBytes memory of a connection
 */
record FleetModel(
        Cost call,
        Cost locked,
        Cost single,
        Cost key,
        Cost waiter,
        Cost idle,
        double emptyBytes,
        double keyBytes,
        double keyUsage,
        double connectionBytes) {
    /** Keys that one script renews, at most. */
    static final int TOGETHER = 100;

    /** A guard sends together what becomes due within so many seconds. */
    static final double DUE_TOGETHER = 0.02;

    /**
     * A fleet.
     *
     * @param processes each with one guard
     * @param keys that all of them together hold all the time
     * @param lease in seconds
     * @param calls on free keys, of all of them together, for a second
     * @param waiters processes that wait for a key that is held
     */
    record Fleet(int processes, int keys, int lease, double calls, int waiters) {
        /** Keys that are renewed in a second. */
        double renewals() {
            return 3.0 * keys / lease;
        }

        /** Scripts that renew them: one for all that becomes due together in a process, or for a hundred keys. */
        double scripts() {
            double ofProcess = renewals() / processes;
            double due = ofProcess / (1 + ofProcess * DUE_TOGETHER);
            return Math.min(renewals(), processes * (due + ofProcess / TOGETHER));
        }
    }

    /** What a second of the fleet costs. */
    Cost perSecond(Fleet fleet) {
        return idle.plus(call.times(fleet.calls))
                .plus(single.times(fleet.scripts()))
                .plus(key.times(fleet.renewals() - fleet.scripts()))
                .plus(waiter.times(fleet.waiters));
    }

    /** What a second costs each master of a cluster, where keys are renewed one by one. */
    Cost perSecond(Fleet fleet, int masters) {
        return call.times(fleet.calls)
                .plus(single.times(fleet.renewals()))
                .plus(waiter.times(fleet.waiters))
                .times(1.0 / masters)
                .plus(idle);
    }

    /** The share of a core: the less it is, the more often the server sleeps before an operation. */
    static double core(Cost perSecond) {
        double wakeUps = perSecond.wakeUp() / 1e6;
        return (work(perSecond) + wakeUps) / (1 + wakeUps);
    }

    /** The share of a core of a server that does not sleep. */
    static double work(Cost perSecond) {
        return perSecond.cpuMicros() / 1e6;
    }

    /** The memory that it takes. */
    double memory(Fleet fleet) {
        return emptyBytes + keyBytes * fleet.keys + connectionBytes * fleet.processes;
    }
}
