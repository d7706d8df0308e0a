package io.github.once4j.runtime.internal;

/**
 * Makes sure, before a key is requested, that the stack has room for the code of a client, which an overflow in its middle may
 * leave unusable: a lost write of a connection, for example. The release is sent from the same depth, and so has that room, too.
 */
final class StackRoom {
    /** More than the frames that a client and its network library use; to look for it takes about 1 µs. */
    private static final int FRAMES = 256;

    private StackRoom() {}

    /**
     * Returns if there is room.
     *
     * @throws StackOverflowError if there is not
     */
    static long check() {
        return descend(FRAMES, 1, 2, 3, 4);
    }

    /** All that is used after the call has to be kept in the frame. */
    private static long descend(int frames, long a, long b, long c, long d) {
        return frames == 0 ? a : descend(frames - 1, b, c, d, a) + (a ^ b) * c - d;
    }
}
