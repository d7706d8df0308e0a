package io.github.once4j.lockbench;

/** A server of its own for one contestant, whose leases it counts. */
interface LeaseServer extends AutoCloseable {
    String uri();

    /** How many commands or statements clients have sent so far. */
    long sent();

    /** The milliseconds that the keys have left that are held. */
    long[] timesToLive();

    @Override
    void close();
}
