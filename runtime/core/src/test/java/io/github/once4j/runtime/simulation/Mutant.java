package io.github.once4j.runtime.simulation;

/** A wrong engine, client or server, which the simulation must detect. */
enum Mutant {
    NONE,

    /** The deadline counts from the time of the reply, not of the request; its margin is right. */
    DEADLINE_FROM_REPLY,

    /** The same for renewals alone: the deadline of an acquired lease is right until it is renewed. */
    RENEWED_DEADLINE_FROM_REPLY,

    /** The deadline is 100 ms late, which is what a signal may take. */
    DEADLINE_100_MS_LATE,

    /** The deadline does not allow for clocks that run at different rates. */
    NO_DRIFT_FACTOR,

    /** The server deletes a key without comparing its token. */
    DELETES_WITHOUT_COMPARING,

    /** A waiter whose key is free elsewhere is not woken up to ask again. */
    LOST_WAKE_UP,

    /** A waiter whose result was cancelled keeps its place, and takes its turn. */
    KEEPS_TURN_AFTER_CANCEL,

    /** The client sends unanswered commands again when its connection is back, as Lettuce does by default. */
    HIDDEN_REPLAY
}
