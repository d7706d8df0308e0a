package io.github.once4j.runtime.simulation;

/** A fault that the simulation injects. Each must have happened in a test, or the test shows nothing. */
enum Fault {
    LOST_REQUEST,
    LOST_REPLY,
    LATE_MESSAGE,
    DOUBLED_MESSAGE,
    CONNECTION_CUT,
    DRIVER_THREW,
    REFUSED,
    PARTITION,

    /** Replies arrive late for a while, then nothing arrives any more. */
    SLOW_REPLIES,

    /** Of {@link Mutant#HIDDEN_REPLAY} alone. */
    REPLAYED,

    SERVER_STOP,
    PAUSE,
    LONG_STOP,
    CRASH,
    CLOCK_JUMP,
    FORCE,
    CANCEL,
    SLOW_EXECUTOR,

    /** The executor accepts a task and never runs it. */
    DROPPED_TASK
}
