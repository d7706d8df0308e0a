package io.github.once4j.runtime.simulation;

/** Wrong engines and wrong backends, each of which the simulation must catch. */
enum Mutant {
    NONE,
    DEADLINE_FROM_THE_REPLY,
    NO_DRIFT_FACTOR,
    DELETES_WITHOUT_COMPARING,
    /** The client sends what was not answered again when its connection is back, as Lettuce does by default. */
    HIDDEN_REPLAY
}
