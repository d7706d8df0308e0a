package io.github.once4j.lockbench;

/** What a contestant is in a comparison. */
enum Role {
    /** The least that can be done; the fastest of them is what the others are compared with. */
    LIMIT,
    OURS,
    OTHER,
    /** Shown, and compared with nothing. */
    BESIDE
}
