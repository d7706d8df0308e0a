package io.github.once4j.lockbench;

/** A program that does nothing but connect, and one guarded call. */
public final class FirstCallOnRedis {
    private FirstCallOnRedis() {}

    /**
     * Calls.
     *
     * @param args the contestant, and the server's address
     */
    public static void main(String... args) throws Exception {
        if (Peer.valueOf(args[0]).open(args[1]).call("first") == Contestant.LOCKED) {
            throw new IllegalStateException("the key is held");
        }
        System.exit(0); // whatever threads the contestant leaves behind
    }
}
