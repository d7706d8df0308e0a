package io.github.once4j.runtime.simulation;

/** What the simulation does to its nodes; each must have happened, or the run proves nothing. */
enum Fault {
    LOST_REQUEST,
    LOST_REPLY,
    LATE_MESSAGE,
    DOUBLED_MESSAGE,
    CONNECTION_CUT,
    DRIVER_THREW,
    REFUSED,
    PARTITION,
    REPLAYED,
    SERVER_STOP,
    PAUSE,
    LONG_STOP,
    CRASH,
    CLOCK_JUMP,
    FORCE,
    CANCEL,
    SLOW_EXECUTOR
}
